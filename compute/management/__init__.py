"""The commands of the compute module."""
