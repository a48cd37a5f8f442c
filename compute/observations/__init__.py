"""Observations in files of many kinds, read into one table. Nothing is imported here: see `reading.py`, `table.py`."""
