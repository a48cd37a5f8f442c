"""Settings: base, and on it development (also the embedded site), testing and production."""
