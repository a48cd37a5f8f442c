"""A submitted dataset becomes a decision."""
