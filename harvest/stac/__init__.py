"""STAC API 1.0: its documents, and what a search asks. Pure."""
