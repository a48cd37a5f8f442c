"""Who registers DOIs: one protocol, one file per registrar."""
