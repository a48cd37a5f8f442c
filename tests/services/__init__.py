"""Real servers for the suite."""
