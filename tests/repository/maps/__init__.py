"""Maps: what is pasted becomes boxes."""
