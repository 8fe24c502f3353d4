"""The views: what lists, counts and searches are read from, on both axes of time."""
