"""OGC API - Records 1.0 (OGC 20-004r1): its documents. Pure."""
