"""Receiving files: their names and media types, where drafts keep their bytes, and streaming them to disk."""
