"""The first thing a worker does is look after what a stop left in the archive."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from celery import current_app
from celery.signals import worker_ready

from archive import tasks
from archive.aip.writer import PackageWriter, Recovery
from archive.services.settling import settle_archive
from tests.archive.kill_points import dies_at, tree
from tests.archive.road import archived_dataset, package_of, publish
from tests.driver import run_everything_due
from tests.packages.good_package import SUFFIX, first_archiving, second_layer, write_good_package

pytestmark = pytest.mark.django_db


def damage_it(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def killed_between_renames(root: Path, drafts: Path) -> None:
    """An archiving whose files are partly in the package: one file is there, its manifest is not."""
    first, second = first_archiving(drafts), second_layer(drafts)
    for point in range(1, 200):
        trial = PackageWriter(root.parent / f"trial {point}", SUFFIX)
        seal = trial.create(first).seal
        assert dies_at(point, partial(trial.extend, second, after=seal))
        if (root.parent / f"trial {point}" / SUFFIX / "71240.csv-2026-03-07").exists():
            (root.parent / f"trial {point}").rename(root)
            return
    raise AssertionError("the archiving was never between two renames")


def test_a_start_finishes_the_archiving_that_a_kill_left_between_two_renames(archive: Path) -> None:
    killed_between_renames(archive / "archive", archive / "drafts")
    recovery = settle_archive()
    assert recovery.finished == (f"{SUFFIX}/manifest-sha256-2026-03-07.txt",)
    undisturbed = PackageWriter(archive / "undisturbed", SUFFIX)
    seal = undisturbed.create(first_archiving(archive / "drafts")).seal
    undisturbed.extend(second_layer(archive / "drafts"), after=seal)
    assert tree(archive / "archive") == tree(archive / "undisturbed")


def test_a_second_start_has_nothing_to_do(archive: Path) -> None:
    write_good_package(archive / "archive", archive / "drafts")
    assert settle_archive() == Recovery()


def test_a_worker_knows_the_task_and_asks_for_it_when_it_is_ready(archive: Path) -> None:
    killed_between_renames(archive / "archive", archive / "drafts")
    assert current_app.tasks["archive.settle"].name == tasks.settle.name
    assert any(receiver() is tasks.settle_at_start for _, receiver in worker_ready.receivers)
    tasks.settle()
    assert (archive / "archive" / SUFFIX / "manifest-sha256-2026-03-07.txt").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("damage", [Path.unlink, damage_it], ids=["missing", "cut short"])
def test_files_whose_manifest_is_damaged_stay_where_they_are_and_stop_no_other(
    archive: Path, damage: Callable[[Path], None]
) -> None:
    dataset = archived_dataset()
    publish(dataset)
    run_everything_due()
    package = package_of(dataset)
    newest = sorted(package.glob("manifest-*"), key=lambda path: path.stat().st_ctime)[-1]
    kept = {path.name for path in package.iterdir()} - {newest.name}
    damage(newest)
    (archive / "archive" / "99999").mkdir()
    recovery = settle_archive()
    assert kept <= {path.name for path in package.iterdir()}
    assert recovery.set_aside == (archive / "archive" / ".aside" / "99999" / "99999",)
