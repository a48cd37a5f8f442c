"""The whole road over HTTP, without a browser."""
