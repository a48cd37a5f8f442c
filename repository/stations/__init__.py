"""The stations of a published file: where, when, how deep and what was measured, read once, apart. Pure."""
