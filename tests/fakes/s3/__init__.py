"""A line to a real S3 server that fails as lines and servers do."""
