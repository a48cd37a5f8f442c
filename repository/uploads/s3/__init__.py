"""Drafts in a bucket: whole files under ``drafts/``, what is on its way under ``unfinished/`` and as pieces."""
