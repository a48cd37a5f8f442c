"""Where copies of packages live: one door per kind of store."""
