"""Datasets that grow."""
