"""Sealing an erasure, and removing bytes from a folder, killed at every operation and repeated."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter, Sealed, recover
from archive.stores.posix import PosixStore
from tests.archive.kill_points import at_points, every_kill_point, tree
from tests.packages.erased_package import NUMBER, erasing
from tests.packages.good_package import CONTENTS, SUFFIX, first_archiving, names

pytestmark = pytest.mark.in_memory


@at_points(5)
def test_sealing_an_erasure_survives_a_kill_at_every_operation(tmp_path: Path, step: int) -> None:
    first = first_archiving(tmp_path / "drafts")
    undisturbed = PackageWriter(tmp_path / "undisturbed", SUFFIX)
    seal = undisturbed.create(first).seal
    expected = undisturbed.extend(erasing(tmp_path / "undisturbed" / SUFFIX, seal), after=seal)

    def extend_in(point: int) -> Callable[[], Sealed]:
        root = tmp_path / str(point)
        writer = PackageWriter(root, SUFFIX)
        if not root.exists():
            writer.create(first)
        return lambda: writer.extend(erasing(root / SUFFIX, seal), after=seal)

    for point in every_kill_point(extend_in, step):
        root = tmp_path / str(point)
        assert {fault.code for fault in validate_package(root / SUFFIX)} <= {"extra-file", "erased-file"}
        recovery = recover(root)
        assert recovery.set_aside == ()
        sealed = extend_in(point)()
        assert (sealed.seal, sealed.added) == (expected.seal, expected.added)
        assert tree(root) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


def test_a_start_sets_nothing_aside_while_the_bytes_wait_to_be_removed(tmp_path: Path) -> None:
    writer = PackageWriter(tmp_path / "archive", SUFFIX)
    seal = writer.create(first_archiving(tmp_path / "drafts")).seal
    writer.extend(erasing(tmp_path / "archive" / SUFFIX, seal), after=seal)
    assert recover(tmp_path / "archive").set_aside == ()
    assert [fault.code for fault in validate_package(tmp_path / "archive" / SUFFIX)] == ["erased-file"]
    PosixStore(tmp_path / "archive").erase_file(SUFFIX, names()[NUMBER])
    assert validate_package(tmp_path / "archive" / SUFFIX) == ()


@at_points(5)
def test_bytes_are_removed_from_a_folder_whatever_operation_is_the_last(tmp_path: Path, step: int) -> None:
    first, name = first_archiving(tmp_path / "drafts"), names()[NUMBER]
    content = next(content for key, content in CONTENTS.items() if key[0] == NUMBER)
    lying = (
        f".aside/{SUFFIX}/{name}", f".aside/{SUFFIX}/{name}.2", f".aside/{SUFFIX}/{SUFFIX}-0123456789abcdef/{name}",
        f".incoming/{SUFFIX}--{name}", f".incoming/{SUFFIX}--{name}.part", f".incoming/{SUFFIX}--many/{name}",
    )  # fmt: skip

    def erase_in(point: int) -> Callable[[], None]:
        root = tmp_path / str(point)
        if not root.exists():
            PackageWriter(root, SUFFIX).create(first)
            for place in lying:
                (root / place).parent.mkdir(parents=True, exist_ok=True)
                (root / place).write_bytes(content)
        return lambda: PosixStore(root).erase_file(SUFFIX, name)

    for point in every_kill_point(erase_in, step):
        root = tmp_path / str(point)
        others = {path: entry for path, entry in tree(root / SUFFIX).items() if path != name}
        erase_in(point)()
        assert PosixStore(root).traces_of(SUFFIX, name) == ()
        assert tree(root / SUFFIX) == others, "nothing else goes"
        assert not [path for path in root.rglob("*") if path.is_file() and content in path.read_bytes()]
