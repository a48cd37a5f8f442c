"""Registries of our own: made-up people, organisations, funders in the shapes that ORCID, ROR, Crossref document."""
