"""What people ask for, and what they are told."""
