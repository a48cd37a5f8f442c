"""Filters as they are written - FES 1.1 and 2.0, CQL text, CQL2 text and JSON - read into conditions. Pure."""
