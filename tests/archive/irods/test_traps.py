"""What iRODS and its client do that the store is built around; each was seen with a real server 5.0.2."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import irods.exception as ex
import irods.keywords as kw
import pytest
from irods.models import DataObject

from repository.clients.irods.opened import opened_for_writing
from repository.clients.irods.sessions import hang_up
from tests.archive.irods.content import CONTENT, NAME, SHA256
from tests.services.irods_zone import RESOURCES, TestZone
from tests.services.processes import wait_until


@pytest.fixture
def session(zone: TestZone) -> Iterator[Any]:
    with zone.sessions().own() as session:
        session.collections.create(zone.address.collection)
        yield session
        session.collections.remove(zone.address.collection, recurse=True, force=True)


@pytest.fixture
def path(zone: TestZone) -> str:
    return f"{zone.address.collection}/{NAME}"


def _states(session: Any, path: str) -> list[tuple[str, str, int]]:
    return [(one.resource_name, one.status, one.size) for one in session.data_objects.get(path).replicas]


def test_an_error_inside_a_write_finishes_half_an_object_as_good(session: Any, path: str) -> None:
    def stops_halfway() -> None:
        with session.data_objects.open(path, "w") as stream:
            stream.write(CONTENT[:10])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stops_halfway()
    assert _states(session, path) == [(RESOURCES[0], "1", 10)]


def test_a_client_that_vanishes_leaves_a_stale_object(zone: TestZone, session: Any, path: str) -> None:
    other = zone.sessions().new()
    target = opened_for_writing(other, path, RESOURCES[0], size=10)
    target.write(memoryview(CONTENT[:10]))
    assert _states(session, path) == [(RESOURCES[0], "2", 0)]
    hang_up(other)
    assert wait_until(lambda: _states(session, path) == [(RESOURCES[0], "0", 10)])


def test_a_put_without_a_resource_makes_the_other_replicas_stale(session: Any, path: str, source: Path) -> None:
    session.data_objects.put(str(source), path, **{kw.DEST_RESC_NAME_KW: RESOURCES[1]})
    session.data_objects.put(str(source), path)
    states = sorted(_states(session, path))
    assert states == [(RESOURCES[0], "1", len(CONTENT)), (RESOURCES[1], "0", len(CONTENT))]


def test_a_name_that_is_taken_is_not_taken_again_by_a_rename(session: Any, zone: TestZone, source: Path) -> None:
    one, two = (f"{zone.address.collection}/{name}" for name in ("one", "two"))
    for path in (one, two):
        session.data_objects.put(str(source), path)
    with pytest.raises(ex.CAT_NAME_EXISTS_AS_DATAOBJ):
        session.data_objects.move(one, two)


def test_a_second_writer_of_one_object_is_refused_and_the_first_goes_on(session: Any, path: str) -> None:
    with session.data_objects.open(path, "w") as stream:
        stream.write(CONTENT)
        stream.flush()
        with pytest.raises(ex.HIERARCHY_ERROR):
            session.data_objects.open(path, "w")
    assert _states(session, path) == [(RESOURCES[0], "1", len(CONTENT))]


def test_a_checksum_counts_as_many_bytes_as_the_catalogue_says(
    zone: TestZone, session: Any, path: str, source: Path
) -> None:
    session.data_objects.put(str(source), path)
    with zone.fake.physical(path, RESOURCES[0]).open("ab") as stream:
        stream.write(b"appended")
    found = session.data_objects.chksum(path, **{kw.FORCE_CHKSUM_KW: ""})
    assert base64.b64decode(found.removeprefix("sha2:")).hex() == SHA256
    with session.data_objects.open(path, "r") as stream:
        assert stream.read() == CONTENT + b"appended"


def test_a_cursor_belongs_to_one_connection(session: Any, zone: TestZone) -> None:
    assert zone.fake
    for number in range(3):
        session.data_objects.create(f"{zone.address.collection}/{number}")
    query = session.query(DataObject.name).limit(1)
    first = query.execute()
    assert first.continue_index > 0
    with zone.sessions().own() as other, pytest.raises(ex.NetworkException):
        other.query(DataObject.name).limit(1).continue_index(first.continue_index).execute()
