"""One record, every dialect: ``render(record, edition) -> bytes``, pure, one file per format."""
