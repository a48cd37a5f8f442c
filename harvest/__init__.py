"""Published datasets go to machines; foreign records come in."""
