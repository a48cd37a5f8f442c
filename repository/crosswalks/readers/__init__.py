"""Foreign descriptions read into the record's shape, one module per dialect, with what was not understood. Pure."""
