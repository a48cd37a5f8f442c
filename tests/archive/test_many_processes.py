"""Very many files are shared among processes: what comes of it, and of a kill, is what one process would give."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.aip import batch, processes
from archive.aip.archiving import Archiving, SourceFile
from archive.aip.digest import sha256_of_bytes
from archive.aip.durable import FixityMismatch
from archive.aip.processes import in_processes, processes_begun
from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter
from repository.errors import TransientFailure
from tests.archive.kill_points import tree
from tests.archive.slow_work import killed
from tests.archive.test_full_disks import small_disk
from tests.packages.good_package import FIRST_DAY, SUFFIX, first_archiving
from tests.services.components import ROOT
from tests.services.processes import wait_until

FILES = 400
BEGUN = """
import fcntl, os, sys
from archive.aip import processes
from tests.archive.slow_work import slowly
processes.VERY_MANY, os.sched_getaffinity = 1, lambda _pid: {0, 1}
lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
print("begun", flush=True)
with processes.processes_begun(64_000, keep=[lock]) as share:
    share(slowly, range(64_000))
"""


@pytest.fixture(autouse=True)
def very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are very many, and there are two cores."""
    monkeypatch.setattr(batch, "MANY", 2)
    monkeypatch.setattr(processes, "VERY_MANY", 100)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})


@pytest.fixture
def many(tmp_path: Path) -> Archiving:
    """A package of many small files."""
    first = first_archiving(tmp_path / "drafts")
    more = []
    for number in range(FILES):
        source = tmp_path / "drafts" / f"é{number}"
        source.write_bytes(b"%d" % number * 3000)
        name = f"{81_000 + number}.bin-2026-03-05"
        more.append(SourceFile(name, source, sha256_of_bytes(source.read_bytes())))
    return Archiving(FIRST_DAY, [*first.files, *more], first.documents)


def test_the_package_is_that_of_one_process(tmp_path: Path, many: Archiving, monkeypatch: pytest.MonkeyPatch) -> None:
    PackageWriter(tmp_path / "shared", SUFFIX).create(many)
    monkeypatch.setattr(processes, "VERY_MANY", 1_000_000)
    PackageWriter(tmp_path / "alone", SUFFIX).create(many)
    assert tree(tmp_path / "shared") == tree(tmp_path / "alone")


def test_every_fault_of_many_files_is_found(tmp_path: Path, many: Archiving) -> None:
    package = PackageWriter(tmp_path / "archive", SUFFIX).create(many).package
    assert validate_package(package) == ()
    last = package / many.files[-1].name
    last.chmod(0o600)
    last.write_bytes(b"x" * last.stat().st_size)
    assert [(fault.code, fault.name) for fault in validate_package(package)] == [("changed-hash", last.name)]


def test_one_changed_file_is_refused_and_leaves_nothing(tmp_path: Path, many: Archiving) -> None:
    changed = many.files[-1].source
    assert isinstance(changed, Path)
    changed.write_bytes(b"changed after it was checked")
    with pytest.raises(FixityMismatch, match=f"{changed.name} has SHA256"):
        PackageWriter(tmp_path / "archive", SUFFIX).create(many)
    assert list((tmp_path / "archive").rglob("*")) == [tmp_path / "archive" / ".incoming"]


def test_a_full_disk_is_named_and_the_package_completed_when_there_is_room(tmp_path: Path, many: Archiving) -> None:
    root = tmp_path / "disk"
    with small_disk(root):
        with pytest.raises(TransientFailure) as full:
            PackageWriter(root, SUFFIX).create(many)
        assert full.value.code == "disk-full"
        subprocess.run(["mount", "-o", "remount,size=64M", root], check=True)
        package = PackageWriter(root, SUFFIX).create(many).package
        assert validate_package(package) == ()


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(TransientFailure) as ended:
        in_processes(killed, range(200))
    assert ended.value.code == "process-ended"
    assert "-9" in ended.value.sentence


def test_results_come_in_the_order_of_the_items() -> None:
    assert sum(in_processes(sum, range(1_000))) == sum(range(1_000))
    assert in_processes(list, range(130)) == [[*range(64)], [*range(64, 128)], [128, 129]]


def test_processes_that_get_nothing_to_do_end() -> None:
    before = set(children(os.getpid()))
    with processes_begun(200):
        begun = set(children(os.getpid())) - before
        assert len(begun) == 2
    assert not begun.intersection(children(os.getpid()))
    with processes_begun(200) as share:
        assert share(sum, []) == []


def test_who_is_killed_leaves_no_process_and_its_lock_is_free_only_then(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    command = [sys.executable, "-c", BEGUN, str(lock)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True) as first:
        assert first.stdout
        assert first.stdout.readline() == b"begun\n"
        assert wait_until(lambda: len(children(first.pid)) == 2)
        working = children(first.pid)
        time.sleep(0.3)
        first.send_signal(signal.SIGKILL)
        first.wait()
    with lock.open("r+") as held:
        assert wait_until(lambda: is_free(held.fileno()))
        assert not any(is_at_work(pid) for pid in working)


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_free(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_at_work(pid: int) -> bool:
    """Whether the process lives: one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
