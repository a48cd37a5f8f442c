"""Data centres: rules, handovers, their pages and programs."""
