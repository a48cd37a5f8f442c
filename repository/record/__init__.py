"""The canonical record: one document that describes a dataset everywhere. Pure: no Django, no network."""
