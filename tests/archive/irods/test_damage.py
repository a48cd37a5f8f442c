"""Bytes that change behind the catalogue's back, servers that lie, resources that are full, down or gone."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.stores.base import NotStored, ReplicaDamaged
from repository.errors import TransientFailure
from tests.archive.irods.content import CONTENT, NAME, PACKAGE, SHA256
from tests.fakes.irods.codes import WRITE
from tests.fakes.irods.faults import Fault
from tests.services.irods_zone import RESOURCES, TestZone

FIRST, SECOND = RESOURCES


def _flipped(path: Path) -> None:
    path.write_bytes(bytes([CONTENT[0] ^ 1]) + CONTENT[1:])


def _appended(path: Path) -> None:
    path.write_bytes(CONTENT + b"\n")


def _cut(path: Path) -> None:
    path.write_bytes(CONTENT[:-1])


def _swapped(path: Path) -> None:
    path.write_bytes(b"another file of the package")


DAMAGES = pytest.mark.parametrize("damage", [_flipped, _appended, _cut, _swapped])
ON = pytest.mark.parametrize("resource", RESOURCES)


@DAMAGES
@ON
def test_damage_of_any_replica_is_found_by_reading_it_kept_and_healed(
    both: TestZone, source: Path, damage: Callable[[Path], None], resource: str
) -> None:
    store = both.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    damaged = both.fake.physical(both.path(PACKAGE, NAME), resource)
    damage(damaged)
    bytes_before = damaged.read_bytes()
    with pytest.raises(ReplicaDamaged, match="holds different bytes"):
        store.sha256_of(PACKAGE, NAME)
    with pytest.raises(ReplicaDamaged):
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    place = store.set_aside(PACKAGE, NAME)
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert store.sha256_of(PACKAGE, NAME) == SHA256
    aside = both.fake.physical(f"{both.address.collection}/{place}", resource)
    assert aside.read_bytes() == bytes_before


@DAMAGES
def test_damage_of_the_only_replica_is_found_by_reading_it(
    zone: TestZone, source: Path, damage: Callable[[Path], None]
) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    damage(zone.fake.physical(zone.path(PACKAGE, NAME), FIRST))
    assert store.sha256_of(PACKAGE, NAME) != SHA256


def test_an_appended_byte_is_not_noticed_by_the_server_but_by_reading_back(zone: TestZone, source: Path) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    _appended(zone.fake.physical(zone.path(PACKAGE, NAME), FIRST))
    stored = store.stat_file(PACKAGE, NAME)
    assert stored is not None
    assert stored.size == len(CONTENT)
    assert store.sha256_of(PACKAGE, NAME) != SHA256


@ON
def test_bytes_that_a_resource_lost_are_missed(both: TestZone, source: Path, resource: str) -> None:
    store = both.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    both.fake.physical(both.path(PACKAGE, NAME), resource).unlink()
    with pytest.raises(NotStored, match=resource):
        store.sha256_of(PACKAGE, NAME)
    with pytest.raises(ReplicaDamaged):
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    store.set_aside(PACKAGE, NAME)
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert store.sha256_of(PACKAGE, NAME) == SHA256


@ON
def test_a_replica_that_was_trimmed_is_missed_and_brought_back_from_the_other(
    both: TestZone, source: Path, resource: str
) -> None:
    store = both.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    with both.sessions().own() as session:
        session.data_objects.trim(both.path(PACKAGE, NAME), rescName=resource, copies="1")
    assert store.stat_file(PACKAGE, NAME) is None
    with pytest.raises(NotStored, match=resource):
        store.sha256_of(PACKAGE, NAME)
    with store.open_file(PACKAGE, NAME) as stream:
        assert stream.read() == CONTENT
    assert not store.put_file(PACKAGE, NAME, source, sha256=SHA256), "the sound copy was completed, not written"
    assert store.sha256_of(PACKAGE, NAME) == SHA256


def test_a_copy_that_the_zone_calls_out_of_date_is_reported(both: TestZone, source: Path) -> None:
    store = both.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    fake, path = both.fake, both.path(PACKAGE, NAME)
    fake.catalogue.set_replica(fake.replica(path, SECOND), status="0")
    assert store.stat_file(PACKAGE, NAME) is None
    for ask in (lambda: store.sha256_of(PACKAGE, NAME), lambda: store.put_file(PACKAGE, NAME, source, sha256=SHA256)):
        with pytest.raises(ReplicaDamaged, match="out of date"):
            ask()


@pytest.mark.parametrize("parts", [False, True])
def test_a_server_that_lies_about_its_hash_is_found_out(
    both: TestZone, source: Path, parts: bool, request: pytest.FixtureRequest
) -> None:
    """One bit turns on the way to the disk, and the server says the checksum that would be right."""
    if parts:
        request.getfixturevalue("in_parts")
    store, right = both.store(), "sha2:" + base64.b64encode(bytes.fromhex(SHA256)).decode()
    both.fake.lie(lambda _path, _true: right)
    both.fake.next(Fault(WRITE, flips=True))
    with pytest.raises(TransientFailure) as failed:
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert failed.value.code == "copy-differs"
    assert store.stat_file(PACKAGE, NAME) is None
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert both.incoming() == []


def test_a_server_that_computes_another_hash_is_not_believed_either(zone: TestZone, source: Path) -> None:
    zone.fake.lie(lambda _path, _true: "sha2:" + "A" * 43 + "=")
    with pytest.raises(TransientFailure) as failed:
        zone.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert failed.value.code == "copy-differs"
    zone.fake.lie(lambda _path, _true: "d41d8cd98f00b204e9800998ecf8427e")
    assert zone.store().put_file(PACKAGE, NAME, source, sha256=SHA256), "a zone of MD5 is read back all the same"


@pytest.mark.parametrize("room", [0, len(CONTENT) // 2, len(CONTENT) + 10])
@pytest.mark.parametrize("parts", [False, True])
def test_a_full_disk_may_pass(
    both: TestZone, source: Path, room: int, parts: bool, request: pytest.FixtureRequest
) -> None:
    if parts:
        request.getfixturevalue("in_parts")
    store, fake = both.store(), both.fake
    fake.leave_room(room)
    with pytest.raises(TransientFailure) as failed:
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert failed.value.code in ({"store-full", "store-away"} if parts else {"store-full"})
    assert store.stat_file(PACKAGE, NAME) is None
    fake.leave_room(None)
    fake.wait_until_left()
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert both.incoming() == []


def test_a_second_resource_that_is_down_holds_the_name_back_until_it_answers(both: TestZone, source: Path) -> None:
    store = both.store()
    both.fake.take_down(SECOND)
    with pytest.raises(TransientFailure) as failed:
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert failed.value.code == "store-away"
    assert store.list_files(PACKAGE) == ()
    both.fake.take_down()
    assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert both.incoming() == []


def test_a_file_is_read_from_the_resource_that_answers(both: TestZone, source: Path) -> None:
    store = both.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    both.fake.take_down(FIRST)
    with store.open_file(PACKAGE, NAME) as stream:
        assert stream.read() == CONTENT
    with pytest.raises(TransientFailure):
        store.sha256_of(PACKAGE, NAME)
    both.fake.take_down(*RESOURCES)
    with pytest.raises(TransientFailure):
        store.open_file(PACKAGE, NAME)
