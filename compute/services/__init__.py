"""What the compute module does."""
