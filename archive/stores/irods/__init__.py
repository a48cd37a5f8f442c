"""A collection of an iRODS zone as a store."""
