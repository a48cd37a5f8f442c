"""Datasets that grow: what a source holds, what of it changed, when the next look is due. No database, no network."""
