"""The engine that all catalogue protocols ask."""
