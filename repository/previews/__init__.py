"""What is in a published file, in small, made once and apart: plots, first rows, maps of grids, photos. Pure."""
