"""Mail about events."""
