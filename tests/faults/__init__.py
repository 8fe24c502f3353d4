"""What happens when something breaks; each harness first catches a planted fault."""
