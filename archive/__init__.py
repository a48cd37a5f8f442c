"""A frozen layer becomes verified replicas."""
