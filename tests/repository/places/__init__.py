"""Places of step 4: named, pasted, drawn."""
