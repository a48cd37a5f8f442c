"""Real workers killed in the middle of their work."""
