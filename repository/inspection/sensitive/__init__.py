"""What a text may tell that not everybody should read: data about persons, and where protected species live. Pure."""
