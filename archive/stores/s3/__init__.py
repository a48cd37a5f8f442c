"""A bucket of an S3 storage as a store."""
