"""Two people on one draft."""
