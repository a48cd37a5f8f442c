"""The files of the production guide, started as they are."""
