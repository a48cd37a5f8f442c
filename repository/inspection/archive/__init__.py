"""Zip archives, listed and never unpacked but for a Shapefile inside."""
