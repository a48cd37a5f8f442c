"""Small pictures of what is in a published file, made once and apart: plots, first rows, maps of grids, photos. Pure."""
