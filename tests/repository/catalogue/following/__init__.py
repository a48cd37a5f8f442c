"""The index follows the database, whatever happens to it."""
