"""How FAIR a dataset is, by the published metrics of F-UJI, and what would make it fairer. Pure."""
