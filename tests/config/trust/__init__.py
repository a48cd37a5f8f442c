"""Evidence for a certifier."""
