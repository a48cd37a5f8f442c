"""Processes over published data: results come back as deposits."""
