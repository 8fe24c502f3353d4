"""Documents, and what writes those that are read from code."""
