"""Open pages of conversations, and the datasets that are spoken about."""
