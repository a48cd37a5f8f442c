"""Upgrades of record documents from one schema version to the next; see `steps.py`."""
