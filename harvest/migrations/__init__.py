"""What harvesting asks of the tables."""
