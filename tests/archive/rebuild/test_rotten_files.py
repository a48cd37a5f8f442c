"""A file that its place does not give costs the rebuild one dataset, never those after it."""

import errno
import io
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from archive.services.package_sources import open_source
from archive.services.rebuild import Rebuild, Result
from archive.stores.posix import PosixStore
from repository.errors import TransientFailure
from repository.models import Dataset
from tests.archive.rebuild.many import Kind, Publisher, publish_many
from tests.archive.rebuild.places import lose_server

pytestmark = pytest.mark.django_db(transaction=True)


class Rotten(io.BytesIO):
    """A file of which the disk gives nothing."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(errno.EIO, "Input/output error")


def rebuilt() -> dict[str, Result]:
    rebuild = Rebuild(open_source("second"))
    return {result.suffix: result for result in rebuild.run()}


@pytest.mark.parametrize("ending", [".csv-", "record", "manifest"])
@pytest.mark.parametrize("how", ["refused", "rotten"])
def test_a_file_that_cannot_be_read_refuses_its_package_and_the_rest_comes_back(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, ending: str, how: str
) -> None:
    first, second = publish_many(publisher, {Kind.OPEN: 2})
    lose_server(site)
    real = PosixStore.open_file

    def failing(self: PosixStore, package: str, name: str) -> BinaryIO:
        if package != first.suffix or ending not in name:
            return real(self, package, name)
        if how == "refused":
            raise TransientFailure("The zone answers UNIX_FILE_OPEN_ERR.", code="store-away")
        return cast("BinaryIO", Rotten())

    with monkeypatch.context() as patch:
        patch.setattr(PosixStore, "open_file", failing)
        results = rebuilt()
    refused = results[first.suffix]
    assert (refused.outcome, refused.code) == ("refused", "package-refused")
    assert refused.reason.startswith(f"{first.suffix}/")
    assert "unreadable-file" in refused.reason
    assert ending in refused.reason
    assert results[second.suffix].outcome == "rebuilt"
    assert [result.outcome for result in rebuilt().values()] == ["rebuilt", "there"]


def test_a_full_disk_of_the_archive_is_no_fault_of_the_package(
    site: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_many(publisher, {Kind.OPEN: 2})
    lose_server(site)

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("archive.services.restoring.take_stream", full)
        with pytest.raises(TransientFailure) as stopped:
            rebuilt()
    assert stopped.value.code == "disk-full"
    assert not Dataset.objects.exists()
