"""Many at once: writers of one file, threads of one store, processes, and collections with very many files."""

import gc
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.stores.base import StoredFile
from archive.stores.irods import zone as zone_module
from repository.clients.irods import sessions
from repository.errors import TransientFailure
from tests.archive.irods.content import NAME, PACKAGE, SHA256
from tests.fakes.irods.codes import AUTHENTICATE, GEN_QUERY
from tests.services.irods_zone import TestZone


def test_of_several_writers_of_one_file_one_brings_it_and_the_others_find_it(both: TestZone, source: Path) -> None:
    def put(_number: int) -> bool | None:
        try:
            return both.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
        except TransientFailure:
            return None

    with ThreadPoolExecutor(4) as threads:
        brought = list(threads.map(put, range(4)))
    store = both.store()
    if True not in brought:
        assert None in brought, "nobody brought it, and nobody was hindered"
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert brought.count(True) <= 1
    assert store.sha256_of(PACKAGE, NAME) == SHA256
    assert [file.name for file in store.list_files(PACKAGE)] == [NAME]


def test_writers_of_different_files_do_not_hinder_each_other(both: TestZone, source: Path) -> None:
    store = both.store()
    names = [f"{number}.csv-2026-03-05" for number in range(1, 13)]
    with ThreadPoolExecutor(4) as threads:
        brought = list(threads.map(lambda name: store.put_file(PACKAGE, name, source, sha256=SHA256), names))
    assert brought == [True] * len(names)
    assert [file.name for file in store.list_files(PACKAGE)] == sorted(names)
    assert both.incoming() == []


def test_each_thread_signs_in_once_and_keeps_one_connection(zone: TestZone, source: Path) -> None:
    store, fake = zone.store(), zone.fake
    for _ in range(3):
        store.stat_file(PACKAGE, NAME)
    assert fake.calls.count(AUTHENTICATE) == 2, "signing in takes two requests"
    with ThreadPoolExecutor(1) as threads:
        threads.submit(store.stat_file, PACKAGE, NAME).result()
    assert fake.calls.count(AUTHENTICATE) == 4


def test_a_server_that_works_for_hours_is_asked_whether_it_is_there(zone: TestZone) -> None:
    with zone.sessions().own() as session:
        (connection,) = session.pool.idle
        assert connection.socket.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
        assert connection.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30
        sessions.waits(session, 20 * 10**9)
        with session.pool.get_connection() as patient:
            assert patient.socket.gettimeout() == sessions.SILENCE_S + 20_000


def test_a_connection_that_lay_idle_is_not_used_again(zone: TestZone, monkeypatch: pytest.MonkeyPatch) -> None:
    store, fake = zone.store(), zone.fake
    store.list_packages()
    for wire in list(fake.live):
        wire.end()
    monkeypatch.setattr(sessions, "IDLE_S", 0.0)
    time.sleep(0.01)
    assert store.list_packages() == ()


def test_a_child_process_that_ends_leaves_the_connections_of_its_parent_alone(zone: TestZone, source: Path) -> None:
    store = zone.store()
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    signed_in = zone.running.calls.count(AUTHENTICATE) if zone.running else 0
    child = os.fork()
    if child == 0:
        try:
            works = store.sha256_of(PACKAGE, NAME) == SHA256
            store = zone.store()
            gc.collect()
        finally:
            os._exit(0 if works else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert store.sha256_of(PACKAGE, NAME) == SHA256
    if zone.running:
        assert zone.running.calls.count(AUTHENTICATE) == signed_in + 2, "the child signed in, the parent not again"


def test_every_file_and_package_is_listed_however_many_there_are(
    zone: TestZone, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, fake = zone.store(), zone.fake
    store.put_file(PACKAGE, NAME, source, sha256=SHA256)
    folder = zone.path(PACKAGE, "")
    with fake.catalogue.lock:
        fake.catalogue.rows("begin")
        for number in range(12_000):
            fake.catalogue.add_replica(f"{folder}{number}.nc-2026-03-05", "demoResc", "rods", physical="/x", status="1")
        for number in range(100, 700):
            fake.catalogue.add_collection(f"{zone.address.collection}/{number}", "rods")
            path = f"{zone.address.collection}/{number}/{NAME}"
            fake.catalogue.add_replica(path, "demoResc", "rods", physical="/x", status="1")
        fake.catalogue.rows("commit")
    monkeypatch.setattr(zone_module, "PAGE", 500)
    before = fake.calls.count(GEN_QUERY)
    listed = store.list_files(PACKAGE)
    assert len(listed) == 12_001
    assert StoredFile("11999.nc-2026-03-05", 0) in listed
    assert fake.calls.count(GEN_QUERY) - before == 25, "one page after the other, on one connection"
    assert len(store.list_packages()) == 601
