"""Reads, named as answers."""
