"""What may happen to a commitment of states, and what has happened."""
