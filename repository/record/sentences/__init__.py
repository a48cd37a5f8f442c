"""What findings say, in English and French; `catalogue.py` makes findings of it."""
