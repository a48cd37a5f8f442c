"""Erasures ordered by law, carried out on real stores."""
