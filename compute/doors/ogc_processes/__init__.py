"""OGC API - Processes, Part 1, 1.0 (OGC 18-062r2) at `/ogcapi/processes/`."""
