"""Which data centres a published dataset concerns, and why, in a sentence. Pure: no Django, no database, no network."""
