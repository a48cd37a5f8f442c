"""A bucket of a real S3 server as a source: what it lists, what is read, and an object that is written meanwhile."""

import io
from pathlib import Path
from typing import Any

import pytest

from repository.clients.s3.address import address_of
from repository.clients.s3.bucket import Bucket, bucket_at
from repository.clients.sources.base import SourceAway, SourceChanging, SourceKeys
from repository.clients.sources.opening import open_source
from tests.services.s3_bucket import new_bucket
from tests.services.s3_server import S3Server


@pytest.fixture
def bucket(s3_server: S3Server, settings: Any, tmp_path: Path) -> Bucket:
    """The bucket that operators call ``moorings``."""
    made = new_bucket(s3_server)
    told = made.environment
    settings.SOURCES = {"moorings": told["STORAGE_URL"]}
    settings.SOURCE_KEYS = {"moorings": SourceKeys(told["STORAGE_ACCESS_KEY"], told["STORAGE_SECRET_KEY"])}
    keys = {"access_key": told["STORAGE_ACCESS_KEY"], "secret_key": told["STORAGE_SECRET_KEY"]}
    return bucket_at(address_of(told["STORAGE_URL"], **keys))


def test_objects_below_the_path_are_listed_and_read(bucket: Bucket) -> None:
    for key in ("quality/1.nc", "quality/2.nc", "quality/", "qualities/3.nc"):
        bucket.put(key, io.BytesIO(b"" if key.endswith("/") else key.encode()))
    source = open_source("moorings", "quality")
    found = {each.name: each for each in source.listing()}
    assert set(found) == {"1.nc", "2.nc"}
    taken = bytearray()
    assert source.fetch("1.nc", taken.extend) == found["1.nc"]
    assert bytes(taken) == b"quality/1.nc"


def test_an_object_removed_meanwhile_is_noticed(bucket: Bucket) -> None:
    with pytest.raises(SourceChanging):
        open_source("moorings", "").fetch("none.nc", bytearray().extend)


def test_a_bucket_with_other_keys_is_away(bucket: Bucket, settings: Any) -> None:
    settings.SOURCE_KEYS = {"moorings": SourceKeys("nobody", "nothing")}
    with pytest.raises(SourceAway):
        list(open_source("moorings", "").listing())
