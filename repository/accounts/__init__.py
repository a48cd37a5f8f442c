"""Signing up and in by mail address: what the sign-in library asks us, one-time links, and how often one may ask."""
