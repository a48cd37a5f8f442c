"""What a collection does beside what every store does (tests.archive.stores)."""

import os
from pathlib import Path

import pytest
from irods.models import Collection, DataObject

from archive.aip.digest import sha256_of_bytes
from archive.stores.base import ReplicaDamaged
from archive.stores.irods.zone import Zone
from repository.clients.irods.opened import opened_for_writing
from repository.clients.irods.sessions import hang_up
from repository.errors import TransientFailure
from tests.archive.irods.content import CONTENT, NAME, PACKAGE, SHA256
from tests.services.irods_zone import DOI_PREFIX, TestZone
from tests.services.processes import wait_until


def test_a_large_file_is_brought_over_several_connections(zone: TestZone, source: Path, in_parts: None) -> None:
    before = len(zone.running.calls) if zone.running else 0
    assert zone.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert zone.store().sha256_of(PACKAGE, NAME) == SHA256
    if zone.running:
        assert zone.running.calls[before:].count(20004) == 2, "two further connections finish their part"


@pytest.mark.parametrize("size", [0, 1, 4 * 1024 * 1024, 4 * 1024 * 1024 + 1])
def test_files_around_the_edges_of_a_piece_come_whole(zone: TestZone, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "edge").write_bytes(content)
    store, sha256 = zone.store(), sha256_of_bytes(content)
    assert store.put_file(PACKAGE, NAME, tmp_path / "edge", sha256=sha256)
    assert store.sha256_of(PACKAGE, NAME) == sha256
    with store.open_file(PACKAGE, NAME) as stream:
        assert stream.read() == content


def test_a_sound_file_is_not_written_again(zone: TestZone, source: Path) -> None:
    store = zone.store()
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    before = list(zone.running.calls) if zone.running else []
    assert not store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    if zone.running:
        assert not {676, 695, 627} & set(zone.running.calls[len(before) :]), "nothing is written, copied or renamed"


@pytest.mark.parametrize("parts", [False, True])
def test_a_source_that_cannot_be_read_is_the_fault_of_our_disk_and_leaves_nothing_good(
    zone: TestZone, tmp_path: Path, parts: bool, request: pytest.FixtureRequest
) -> None:
    if parts:
        request.getfixturevalue("in_parts")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(TransientFailure) as failed:
        zone.store().put_file(PACKAGE, NAME, folder, sha256=SHA256)
    assert failed.value.code == "disk-failed"
    assert zone.store().list_files(PACKAGE) == ()


def test_what_a_writer_that_is_gone_left_is_removed_and_what_somebody_writes_is_not(
    zone: TestZone, source: Path
) -> None:
    store, folder = zone.store(), f"{zone.address.collection}/.incoming"
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    gone, still = zone.sessions().new(), zone.sessions().new()
    for session, name in ((gone, "1--2.csv-2026-03-05--a"), (still, "1--3.csv-2026-03-05--b")):
        target = opened_for_writing(session, f"{folder}/{name}", zone.address.resources[0], size=7)
        target.write(memoryview(b"half of"))
    hang_up(gone)
    assert wait_until(lambda: zone.states() == {"1--2.csv-2026-03-05--a": {"0"}, "1--3.csv-2026-03-05--b": {"2"}})
    assert store.put_file(PACKAGE, "9.csv-2026-03-05", source, sha256=SHA256)
    assert zone.incoming() == ["1--3.csv-2026-03-05--b"]
    hang_up(still)


def test_a_collection_in_the_place_of_a_file_is_no_copy_and_can_be_set_aside(zone: TestZone, source: Path) -> None:
    store = zone.store()
    with zone.sessions().own() as session:
        Zone(session).make_collection(zone.path(PACKAGE, NAME))
    with pytest.raises(ReplicaDamaged):
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert store.set_aside(PACKAGE, NAME) == f".aside/{PACKAGE}/{NAME}"
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)


def test_objects_and_packages_say_in_the_zone_what_they_are(zone: TestZone, source: Path) -> None:
    store = zone.store()
    for name in (NAME, "layer71231-2026-03-05.json", "manifest-sha256-2026-03-05.txt"):
        store.put_file(PACKAGE, name, source, sha256=SHA256)

    with zone.sessions().own() as session:

        def said(kind: object, path: str) -> dict[str, str]:
            return {entry.name: entry.value for entry in session.metadata.get(kind, path)}

        data = said(DataObject, zone.path(PACKAGE, NAME))
        layer = said(DataObject, zone.path(PACKAGE, "layer71231-2026-03-05.json"))
        package = said(Collection, f"{zone.address.collection}/{PACKAGE}")
    dataset = {"varve.doi": f"{DOI_PREFIX}/{PACKAGE}", "varve.package": PACKAGE}
    told = {"varve.sha256": SHA256, "varve.archived": "2026-03-05"}
    assert data == dataset | told | {"varve.kind": "data", "varve.number": "71230"}
    assert layer == dataset | told | {"varve.kind": "layer", "varve.layer": "71231"}
    assert package == dataset


def test_room_is_told_where_the_administrators_of_the_resource_tell_it(zone: TestZone, source: Path) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    fake = zone.fake
    assert store.space() is None
    fake.catalogue.rows("update resc set free='1000'")
    space = store.space()
    assert space is not None
    assert (space.free, space.total) == (1000, 1000 + len(CONTENT))
