"""Lists that records point to."""
