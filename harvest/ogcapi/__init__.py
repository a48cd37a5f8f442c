"""What OGC APIs have in common (OGC API - Common, Features 1.0): arguments, links, problems, OpenAPI. Pure."""
