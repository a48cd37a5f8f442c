"""What is of a folder alone: modes and links, bytes that share nothing, a full disk, each single file operation."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.stores.base import ReplicaDamaged
from archive.stores.posix import PosixStore
from repository.errors import PermanentFailure, TransientFailure
from tests.archive.kill_points import at_points, every_kill_point, tree
from tests.archive.stores.folder_kind import FolderKind
from tests.archive.stores.kinds import NAME, PACKAGE, Trouble
from tests.archive.stores.sources import Source

pytestmark = pytest.mark.in_memory

PLACE = f"{PACKAGE}/{NAME}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "second" / "copy"


@pytest.fixture
def store(root: Path) -> PosixStore:
    return PosixStore(root)


def test_a_copy_is_read_only_and_no_link(store: PosixStore, source: Source, root: Path) -> None:
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    status = (root / PLACE).stat()
    assert (status.st_nlink, status.st_mode & 0o777) == (1, 0o444)


def test_a_sound_file_is_not_touched(store: PosixStore, source: Source, root: Path) -> None:
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    before = (root / PLACE).stat()
    assert not store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    after = (root / PLACE).stat()
    assert (after.st_ino, after.st_ctime_ns) == (before.st_ino, before.st_ctime_ns)


def test_a_link_in_the_place_of_a_file_is_no_copy(store: PosixStore, source: Source, root: Path) -> None:
    (root / PACKAGE).mkdir(parents=True)
    (root / PLACE).symlink_to(source.path)
    assert store.stat_file(PACKAGE, NAME) is None
    with pytest.raises(ReplicaDamaged):
        store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    place = store.set_aside(PACKAGE, NAME)
    assert place is not None
    assert (root / place).is_symlink()


CODES: dict[Trouble, tuple[type[TransientFailure | PermanentFailure], str]] = {
    Trouble.FULL: (TransientFailure, "disk-full"),
    Trouble.AWAY: (TransientFailure, "disk-failed"),
    Trouble.REFUSES: (PermanentFailure, "disk-refused"),
    Trouble.ALTERED_SENDING: (TransientFailure, "copy-differs"),
}


@pytest.mark.parametrize("trouble", CODES)
def test_what_a_disk_does_is_told_by_its_code(root: Path, store: PosixStore, source: Source, trouble: Trouble) -> None:
    failure, code = CODES[trouble]
    with FolderKind(root).trouble(trouble), pytest.raises(failure) as failed:
        store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert failed.value.code == code
    assert store.list_files(PACKAGE) == ()
    assert not root.exists() or list((root / ".incoming").iterdir()) == []


def test_a_disk_that_is_really_full_holds_nothing_of_a_file_that_does_not_fit(root: Path, tmp_path: Path) -> None:
    fits, too_large = (Source.of(tmp_path / f"{size}", bytes(size)) for size in (400_000, 900_000))
    root.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1M", "none", root], check=False).returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        store = PosixStore(root)
        store.put_file(PACKAGE, NAME, fits.path, sha256=fits.sha256)
        with pytest.raises(TransientFailure) as failed:
            store.put_file("42183", NAME, too_large.path, sha256=too_large.sha256)
        assert failed.value.code == "disk-full"
        assert FolderKind(root).places() == {PLACE}
        assert store.sha256_of(PACKAGE, NAME) == fits.sha256
    finally:
        subprocess.run(["umount", root], check=True)


def test_a_replica_folder_that_is_gone_is_made_again(store: PosixStore, source: Source, root: Path) -> None:
    store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    root.rename(root.with_name("gone"))
    assert store.list_packages() == ()
    assert store.put_file(PACKAGE, NAME, source.path, sha256=source.sha256)
    assert (root / PLACE).read_bytes() == source.content


@at_points(4)
def test_a_copy_survives_a_kill_at_every_operation(tmp_path: Path, source: Source, step: int) -> None:
    def put_in(point: object) -> Callable[[], bool]:
        root = tmp_path / str(point)
        return lambda: PosixStore(root).put_file(PACKAGE, NAME, source.path, sha256=source.sha256)

    put_in("undisturbed")()
    for point in every_kill_point(put_in, step):
        there = PosixStore(tmp_path / str(point))
        found = there.stat_file(PACKAGE, NAME)
        assert found is None or there.sha256_of(PACKAGE, NAME) == source.sha256
        put_in(point)()
        assert tree(tmp_path / str(point)) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


def test_the_room_of_a_folder_that_is_not_there_yet_is_that_of_its_disk(store: PosixStore) -> None:
    space = store.space()
    assert space is not None
    assert 0 < space.free <= space.total
