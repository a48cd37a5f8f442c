"""`serve` starts the whole site."""
