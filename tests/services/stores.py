"""The stores that drafts may lie in: the same tests are run in each of them."""

from pathlib import Path
from typing import Any

import pytest

from repository.uploads.disk import DiskStore
from repository.uploads.s3.store import BucketStore
from repository.uploads.store import DraftStore, draft_store
from tests.services.s3_bucket import TestBucket, new_bucket

BOTH = pytest.mark.parametrize("store", ["disk", "bucket"], indirect=True)
"""Tests with this mark run with drafts on a disk, then in a bucket of a real S3 server."""


def empty_store(request: pytest.FixtureRequest, folder: Path, settings: Any) -> DraftStore:
    """The store that a test's parameter names, empty; a folder where it names none."""
    if getattr(request, "param", "disk") == "disk":
        settings.STORAGE_URL = (folder / "storage").as_uri()
        return draft_store()
    bucket = new_bucket(request.getfixturevalue("s3_server"))
    settings.VARVE_HOME = folder / "home"
    for name, value in bucket.environment.items():
        setattr(settings, name, value)
    return draft_store()


def kept(store: DraftStore) -> set[str]:
    """Everything that lies in a store, by its path or key."""
    if isinstance(store, DiskStore):
        return {str(path.relative_to(store.root)) for path in store.root.rglob("*") if path.is_file()}
    assert isinstance(store, BucketStore)
    return TestBucket.keys_in(store.bucket)
