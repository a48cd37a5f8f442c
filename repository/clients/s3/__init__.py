"""One bucket of an S3 storage: its address, its calls, its failures in our words. Knows neither drafts nor packages."""
