"""The catalogue: what a reader asks, what can be found, and the derived index that answers."""
