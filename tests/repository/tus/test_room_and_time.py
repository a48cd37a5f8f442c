"""Room that is promised, a disk that is full, uploads that nobody goes on with, and those a killed server left."""

import resource
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from repository.models import Allowance, DataFile, DraftFile, Upload
from repository.services.tus_joining import QUIET, sweep_uploads
from repository.services.tus_uploads import LIFE
from repository.services.tus_writing import growing
from repository.uploads.disk import DiskStore
from tests.repository.tus.web import Direct
from tests.services.stores import kept

pytestmark = pytest.mark.django_db

MB = 1_000_000


def test_an_open_upload_keeps_the_room_it_was_promised(direct: Direct, settings: Any) -> None:
    settings.DEPOSIT_MAX_BYTES = 10 * MB
    first = direct.begin("a.bin", 6 * MB)
    refused = direct.begin("b.bin", 6 * MB)
    assert refused.status == 413
    assert "larger than there is room for" in refused.text
    assert direct.begin("c.bin", 4 * MB).status == 201
    direct.ask("DELETE", first.path)
    assert direct.begin("b.bin", 6 * MB).status == 201


def test_the_number_of_files_counts_those_on_their_way(direct: Direct) -> None:
    Allowance.objects.create(person=direct.dataset.deposit.created_by, deposit_files=2)  # type: ignore[union-attr]
    assert [direct.begin(f"{name}.csv", 4).status for name in "abc"] == [201, 201, 422]


@pytest.mark.parametrize("name", ["../x.csv", "", "x" * 401, ".DS_Store"])
def test_a_name_that_is_refused_is_refused_before_a_byte(direct: Direct, name: str) -> None:
    assert direct.begin(name, 4).status == 422
    assert not Upload.objects.exists()


def test_a_file_that_is_there_is_replaced_only_where_that_was_asked(direct: Direct) -> None:
    direct.send(direct.begin("a.csv", 4).path, 0, b"1,2\n")
    assert direct.begin("a.csv", 5).status == 422
    same = direct.send(direct.begin("a.csv", 4).path, 0, b"1,2\n")
    assert same.status == 204
    other = direct.begin("a.csv", 4).path
    assert "There is a file “a.csv” already" in direct.send(other, 0, b"3,4\n").text
    assert direct.head(other).status == 422
    assert Upload.objects.get(number__isnull=True).refusal.startswith("There is a file")
    metadata = direct.metadata("a.csv", replace="true")
    assert direct.send(direct.begin("a.csv", 5, Upload_Metadata=metadata).path, 0, b"5,66\n").status == 204
    assert DraftFile.objects.get().file.size == 5


def test_a_disk_without_its_reserve_takes_nothing(direct: Direct, settings: Any, store: DiskStore) -> None:
    path = direct.begin("a.csv", 4).path
    settings.DISK_RESERVE_BYTES = 1 << 60
    assert direct.begin("b.csv", 4).status == 507
    assert direct.send(path, 0, b"1,2\n").status == 507
    settings.DISK_RESERVE_BYTES = 0
    assert direct.head(path).offset == 0
    assert direct.send(path, 0, b"1,2\n").status == 204


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A disk on which no file of this process can grow beyond a megabyte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MB, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_in_the_middle_loses_nothing(
    direct: Direct, small_disk: None, request: pytest.FixtureRequest
) -> None:
    data = bytes(3 * MB)
    path = direct.begin("a.bin", len(data)).path
    told = direct.send(path, 0, data)
    assert told.status == 507
    assert "no room on the disk" in told.text
    here = direct.head(path).offset
    assert here == MB
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before[1], before[1]))
    assert direct.send(path, here, data[here:]).offset == len(data)
    assert DataFile.objects.get().size == len(data)


def test_what_nobody_goes_on_with_expires_is_said_to_be_gone_and_then_forgotten(
    direct: Direct, store: DiskStore
) -> None:
    path = direct.begin("a.csv", 8).path
    direct.send(path, 0, b"1,2\n")
    soon = timezone.now() + timedelta(minutes=1)
    assert sweep_uploads(now=soon) == {"attached": 0, "expired": 0, "forgotten": 0, "strays": 0}
    assert sweep_uploads(now=soon + LIFE)["expired"] == 1
    assert kept(store) == set()
    Upload.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert direct.head(path).status == 410
    assert direct.send(path, 4, b"3,4\n").status == 410
    assert sweep_uploads(now=soon + 2 * LIFE)["forgotten"] == 1
    assert direct.head(path).status == 404


def test_each_piece_gives_more_time(direct: Direct) -> None:
    path = direct.begin("a.csv", 8).path
    Upload.objects.update(expires=timezone.now() + timedelta(hours=1))
    direct.send(path, 0, b"1,2\n")
    assert Upload.objects.get().expires > timezone.now() + timedelta(days=6)


def test_what_came_whole_before_a_kill_is_taken_in_without_its_sender(direct: Direct, store: DiskStore) -> None:
    direct.begin("a.csv", 4)
    with growing(Upload.objects.select_related("dataset").get()) as grown:
        grown.growth.write(b"1,2\n")
    assert sweep_uploads()["attached"] == 0, "its sender may still be there"
    assert sweep_uploads(now=timezone.now() + 2 * QUIET)["attached"] == 1
    assert DraftFile.objects.get().path == "a.csv"
    assert kept(store) == {f"drafts/{DataFile.objects.get().number}"}


def test_files_without_a_row_are_collected(store: DiskStore) -> None:
    store.unfinished.mkdir(parents=True)
    (store.unfinished / "owner.00").write_bytes(b"left")
    assert sweep_uploads()["strays"] == 0
    assert sweep_uploads(now=timezone.now() + timedelta(days=2))["strays"] == 1
    assert kept(store) == set()
