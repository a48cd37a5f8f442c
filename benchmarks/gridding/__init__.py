"""Seas and peers for the figures of gridding."""
