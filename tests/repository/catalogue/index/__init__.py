"""The derived index: what it finds and counts."""
