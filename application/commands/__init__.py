"""What people ask of the register: one command, one act, one receipt."""
