"""An archiving that is killed at any file operation and repeated ends like one that was never disturbed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter, Sealed, recover
from tests.archive.kill_points import at_points, every_kill_point, tree
from tests.packages.good_package import SUFFIX, first_archiving, second_layer

pytestmark = pytest.mark.in_memory

Repeat = Callable[[Path, Callable[[], Sealed]], Sealed]


def at_once(root: Path, work: Callable[[], Sealed]) -> Sealed:
    return work()


def after_a_start(root: Path, work: Callable[[], Sealed]) -> Sealed:
    recover(root)
    return work()


def twice_with_starts_between(root: Path, work: Callable[[], Sealed]) -> Sealed:
    recover(root)
    work()
    recover(root)
    return work()


repeats = pytest.mark.parametrize(
    "repeat", [at_once, after_a_start, pytest.param(twice_with_starts_between, marks=pytest.mark.drill)]
)


@repeats
@at_points(5)
def test_a_new_package_survives_a_kill_at_every_operation(tmp_path: Path, repeat: Repeat, step: int) -> None:
    archiving = first_archiving(tmp_path / "drafts")
    expected = PackageWriter(tmp_path / "undisturbed", SUFFIX).create(archiving)

    def create_in(point: int) -> Callable[[], Sealed]:
        return lambda: PackageWriter(tmp_path / str(point), SUFFIX).create(archiving)

    for point in every_kill_point(create_in, step):
        root = tmp_path / str(point)
        package = root / SUFFIX
        assert not package.exists() or validate_package(package) == (), "a new package appears whole"
        sealed = repeat(root, create_in(point))
        assert (sealed.seal, sealed.added) == (expected.seal, expected.added)
        assert tree(root) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


@repeats
@at_points(5)
def test_a_later_archiving_survives_a_kill_at_every_operation(tmp_path: Path, repeat: Repeat, step: int) -> None:
    first, second = first_archiving(tmp_path / "drafts"), second_layer(tmp_path / "drafts")
    undisturbed = PackageWriter(tmp_path / "undisturbed", SUFFIX)
    seal = undisturbed.create(first).seal
    expected = undisturbed.extend(second, after=seal)

    def extend_in(point: int) -> Callable[[], Sealed]:
        writer = PackageWriter(tmp_path / str(point), SUFFIX)
        if not (tmp_path / str(point)).exists():
            writer.create(first)
        return lambda: writer.extend(second, after=seal)

    for point in every_kill_point(extend_in, step):
        root = tmp_path / str(point)
        faults = {fault.code for fault in validate_package(root / SUFFIX)}
        assert faults <= {"extra-file"}, "what was sealed stays whole at every moment"
        sealed = repeat(root, extend_in(point))
        assert (sealed.seal, sealed.added) == (expected.seal, expected.added)
        assert tree(root) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"


@at_points(3)
def test_a_start_alone_finishes_what_was_complete(tmp_path: Path, step: int) -> None:
    first, second = first_archiving(tmp_path / "drafts"), second_layer(tmp_path / "drafts")
    seal = PackageWriter(tmp_path / "undisturbed", SUFFIX).create(first).seal
    expected = PackageWriter(tmp_path / "undisturbed", SUFFIX).extend(second, after=seal)

    def extend_in(point: int) -> Callable[[], Sealed]:
        writer = PackageWriter(tmp_path / str(point), SUFFIX)
        writer.create(first)
        return lambda: writer.extend(second, after=seal)

    finished = 0
    for point in every_kill_point(extend_in, step):
        root = tmp_path / str(point)
        recovery = recover(root)
        assert recovery.set_aside == (), "nothing of a killed archiving is foreign"
        if recovery.finished:
            finished += 1
            assert recovery.finished == (f"{SUFFIX}/{expected.seal.name}",)
            assert tree(root) == tree(tmp_path / "undisturbed"), f"killed at operation {point}"
    assert finished >= len(expected.added) // step, "every rename into place was interrupted once"
