"""The archival information package: one directory per dataset, readable with coreutils. Pure: no Django, no network."""
