"""One store of each kind in turn, empty; and files to bring in."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore.retries.standard import ExponentialBackoff
from pytest_django import Settings

from tests.archive.stores.bucket_kind import BucketKind, SharedBucket
from tests.archive.stores.folder_kind import FolderKind
from tests.archive.stores.kinds import Kind
from tests.archive.stores.sources import Source
from tests.archive.stores.zone_kind import ZoneKind
from tests.fakes.s3.line import Line
from tests.services.irods_zone import running_zone
from tests.services.s3_server import S3Server

CONTENT = b"station,depth_m\nA1,5\n" * 400


def _folder(request: pytest.FixtureRequest) -> Iterator[Kind]:
    root = request.getfixturevalue("tmp_path") / "second" / "copy"
    request.getfixturevalue("settings").ARCHIVE_REPLICAS = {"far": root.as_uri()}
    yield FolderKind(root)


def _bucket(request: pytest.FixtureRequest) -> Iterator[Kind]:
    yield request.getfixturevalue("bucket_kind")


def _zone(request: pytest.FixtureRequest) -> Iterator[Kind]:
    with running_zone(request.getfixturevalue("tmp_path") / "zone") as zone:
        yield ZoneKind(zone, request.getfixturevalue("settings"))


KINDS: dict[str, Callable[[pytest.FixtureRequest], Iterator[Kind]]] = {
    "posix": _folder,
    "s3": _bucket,
    "irods": _zone,
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """One kind after the other; a kind whose server is not installed is skipped by its name."""
    yield from KINDS[request.param](request)


@pytest.fixture(scope="session")
def shared_bucket(s3_server: S3Server) -> SharedBucket:
    """One bucket of the suite's own server."""
    return SharedBucket.made(s3_server)


@pytest.fixture
def bucket_kind(
    shared_bucket: SharedBucket, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BucketKind]:
    """A folder of it, behind a line; what is tried again is tried at once."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda *_: 0.01)
    settings.VARVE_HOME = tmp_path / "home"
    line = Line(shared_bucket.server.port)
    yield BucketKind(shared_bucket, line, settings)
    line.close()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A small file of a package."""
    return Source.of(tmp_path / "source", CONTENT)


@pytest.fixture
def large(tmp_path: Path) -> Source:
    """A file of three pieces and a bit, where pieces are of 5 MiB."""
    return Source.of(tmp_path / "large", random.Random(7).randbytes(11 * 1024**2 + 17))
