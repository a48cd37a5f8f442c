"""Signing up and in by mail address: what the sign-in library asks us, and one-time links. No views."""
