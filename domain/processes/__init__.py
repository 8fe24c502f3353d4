"""The definitions that ship: data, checked when they are loaded."""
