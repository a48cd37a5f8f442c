"""Backups are made and restored for real."""
