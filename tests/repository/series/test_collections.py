"""A collection of a zone as a source: what is listed and read, objects that are written, names that are traps."""

import hashlib
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from repository.clients.sources.base import OpenSource, SourceAway, SourceChanging, SourceKeys
from repository.clients.sources.opening import open_source
from repository.models import Dataset, Source
from tests.fakes.irods.codes import GEN_QUERY, READ
from tests.fakes.irods.faults import Fault
from tests.repository.series.growing import a_month_later, newest, paths
from tests.services.irods_zone import RESOURCES, TestZone, running_zone


@pytest.fixture
def zone(tmp_path: Path, settings: Any) -> Iterator[TestZone]:
    """The collection that operators call ``lab``."""
    with running_zone(tmp_path / "zone") as found:
        where = found.address
        url = f"irods://{where.user}@{where.host}:{where.port}{where.collection}?tls={'require' if where.tls else 'no'}"
        settings.SOURCES = {"lab": url}
        settings.SOURCE_KEYS = {"lab": SourceKeys(password=found.password, ca_file=found.ca_file)}
        put(found, "tide.csv", b"level\n1\n")
        put(found, "2026/01.bin", b"january")
        yield found


def put(zone: TestZone, name: str, content: bytes) -> None:
    """Write an object, as any program of the laboratory does."""
    path = posixpath.normpath(f"{zone.address.collection}/{name}")
    with zone.sessions().own() as session:
        session.collections.create(path.rpartition("/")[0])
        with session.data_objects.open(path, "w", destRescName=RESOURCES[0]) as stream:
            stream.write(content)


def remove(zone: TestZone, name: str) -> None:
    with zone.sessions().own() as session:
        session.data_objects.unlink(f"{zone.address.collection}/{name}", force=True)


def lab(path: str = "") -> OpenSource:
    return open_source("lab", path)


def test_objects_of_all_collections_below_are_listed_and_read(zone: TestZone) -> None:
    source, taken = lab(), bytearray()
    found = {each.name: each for each in source.listing()}
    assert {name: each.size for name, each in found.items()} == {"tide.csv": 8, "2026/01.bin": 7}
    assert source.fetch("2026/01.bin", taken.extend) == found["2026/01.bin"]
    assert bytes(taken) == b"january"
    assert [each.name for each in lab("2026").listing()] == ["01.bin"]


def test_a_large_object_comes_whole(zone: TestZone) -> None:
    content = bytes(range(256)) * 40_000
    put(zone, "large.bin", content)
    digest = hashlib.sha256()
    assert lab().fetch("large.bin", digest.update).size == len(content)
    assert digest.hexdigest() == hashlib.sha256(content).hexdigest()


def test_neither_a_sister_of_the_collection_nor_what_lies_above_is_read(zone: TestZone) -> None:
    put(zone, "../varve-test-other/secret.csv", b"secret")
    assert {each.name for each in lab().listing()} == {"tide.csv", "2026/01.bin"}
    for name in ("../varve-test-other/secret.csv", "/tempZone/x", "2026//01.bin", "x' || = 'y"):
        with pytest.raises((SourceChanging, SourceAway)):
            lab().fetch(name, bytearray().extend)


def test_names_that_would_be_a_part_of_a_question_are_told_and_never_asked_for(zone: TestZone) -> None:
    catalogue = zone.fake.catalogue
    put(zone, "plain.csv", b"level\n2\n")
    catalogue.rows("update data set name = ? where name = 'plain.csv'", "x' || = 'tide.csv")
    catalogue.add_collection(f"{zone.address.collection}/it's", zone.address.user)
    found = {each.name: each.size for each in lab().listing()}
    assert found == {"tide.csv": 8, "2026/01.bin": 7, "x' || = 'tide.csv": 0, "it's": 0}


@pytest.mark.parametrize("status", ["0", "2"], ids=["stale", "being written"])
def test_an_object_without_a_good_replica_is_there_and_cannot_be_read(zone: TestZone, status: str) -> None:
    zone.fake.catalogue.rows("update data set status = ? where name = 'tide.csv'", status)
    found = {each.name: (each.mark != "", each.is_whole) for each in lab().listing()}
    assert found == {"tide.csv": (False, False), "2026/01.bin": (True, True)}
    with pytest.raises(SourceChanging):
        lab().fetch("tide.csv", bytearray().extend)


def test_an_object_that_is_removed_or_written_while_it_is_read_is_noticed(zone: TestZone) -> None:
    with pytest.raises(SourceChanging):
        lab().fetch("tide.csv", lambda block: remove(zone, "tide.csv"))
    before = next(each for each in lab("2026").listing())

    def write(block: bytes) -> None:
        zone.fake.catalogue.rows("update data set size = 9, mtime = '01999999999' where name = '01.bin'")

    assert lab("2026").fetch("01.bin", write) != before


@pytest.mark.parametrize("fault", [Fault(GEN_QUERY, is_cut=True), Fault(GEN_QUERY, code=-806000)])
def test_a_zone_that_hangs_up_is_away(zone: TestZone, fault: Fault) -> None:
    zone.fake.next(fault)
    with pytest.raises(SourceAway):
        list(lab().listing())
    assert len(list(lab().listing())) == 2


def test_an_answer_that_is_cut_is_no_file(zone: TestZone) -> None:
    zone.fake.next(Fault(READ, keeps=3))
    with pytest.raises(SourceAway):
        lab().fetch("tide.csv", bytearray().extend)


def test_what_we_cannot_write_is_no_fault_of_the_zone(zone: TestZone) -> None:
    def full(block: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        lab().fetch("tide.csv", full)


def test_a_wrong_password_and_a_collection_that_is_not_there_are_a_source_that_is_away(
    zone: TestZone, settings: Any
) -> None:
    with pytest.raises(SourceAway):
        list(lab("nowhere").listing())
    settings.SOURCE_KEYS = {"lab": SourceKeys(password="another")}
    with pytest.raises(SourceAway):
        list(lab().listing())


@pytest.mark.django_db
def test_a_dataset_grows_from_a_collection_and_is_not_emptied_with_it(growing: Dataset, zone: TestZone) -> None:
    layer = a_month_later(growing)
    assert set(paths(layer)) == {"oxygen.csv", "tide.csv", "2026/01.bin"}
    assert a_month_later(growing, 2).number == layer.number
    put(zone, "2026/02.bin", b"february")
    assert len(paths(a_month_later(growing, 3))) == 4
    for name in ("tide.csv", "2026/01.bin", "2026/02.bin"):
        remove(zone, name)
    a_month_later(growing, 4)
    assert Source.objects.get().reason == "source-shrank"
    assert len(paths(newest(growing))) == 4
