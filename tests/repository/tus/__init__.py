"""Resumable uploads: the protocol, the files behind it, and whole sites that are killed."""
