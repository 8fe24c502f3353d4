"""Files that acts rest on, kept under their SHA-256 in a folder beside the register."""
