"""A series of monthly layers from a folder, through the real road: what it takes on disk and in time."""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from django.test import override_settings

from repository.models import Dataset
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published
from tests.repository.series.growing import a_month_later, declared, newest


class Grown(NamedTuple):
    """Bytes of one copy, bytes on the disk by place, seconds of the first layer and of each one after it.

    ``walk_s``: seconds of finding out, in a month in which nothing changed.
    """

    copy: int
    places: dict[str, int]
    first_s: float
    months_s: list[float]
    walk_s: float


@dataclass
class Field:
    """A folder of ``files`` of ``size`` bytes, of which ``percent`` are written anew each month."""

    folder: Path
    files: int
    size: int
    percent: float
    dice: random.Random = field(default_factory=lambda: random.Random(24))

    def fill(self) -> None:
        """Write every file."""
        for place in range(self.files):
            self._write(place)

    def change(self) -> None:
        """Write some files anew."""
        for place in self.dice.sample(range(self.files), max(1, round(self.files * self.percent / 100))):
            self._write(place)

    def _write(self, place: int) -> None:
        path = self.folder / f"{place // 100:03}" / f"profile{place:05}.bin"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0" + self.dice.randbytes(self.size - 1))


def grow(folder: Path, *, files: int, size: int, months: int, percent: float = 2.0) -> Grown:
    """Take ``months`` layers from such a folder, and look once more when nothing changed."""
    source = Field(folder / "field", files, size, percent)
    source.fill()
    with _settings(folder):
        dataset = _declared()
        first_s = _month(dataset, 1)
        months_s = []
        for month in range(2, months + 1):
            source.change()
            months_s.append(_month(dataset, month))
        walk_s = _month(dataset, months + 1, is_new=False)
    places = {name: on_disk(folder / name / dataset.suffix) for name in ("archive", "second", "third")}
    return Grown(files * size, places, first_s, months_s, walk_s)


def _month(dataset: Dataset, month: int, *, is_new: bool = True) -> float:
    """The source is due once more; seconds until all is done."""
    began, before = perf_counter(), newest(dataset)
    if (a_month_later(dataset, month) != before) is not is_new:
        raise RuntimeError(f"month {month}: a layer where none was due, or none where one was")
    return perf_counter() - began


def _settings(folder: Path) -> override_settings:
    return override_settings(
        STORAGE_URL=(folder / "storage").as_uri(),
        ARCHIVE_URL=(folder / "archive").as_uri(),
        ARCHIVE_REPLICAS={name: (folder / name).as_uri() for name in ("second", "third")},
        ARCHIVE_COPIES_BEFORE_PUBLIC=2,
        SOURCES={"lab": (folder / "field").as_uri()},
    )


def _declared() -> Dataset:
    alice, mona, oscar = make_person("alice"), make_moderator("mona"), make_operator("oscar")
    dataset = published(alice, mona)
    declared(dataset, alice, oscar)
    run_everything_due()
    return dataset


def on_disk(folder: Path) -> int:
    """Bytes that the files of a folder take, whole blocks."""
    return sum(entry.stat().st_blocks * 512 for entry in _files(folder))


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries


def room_for(folder: Path, *, copy: int) -> bool:
    """Whether the disk can hold the source and three packages."""
    return shutil.disk_usage(folder).free > 7 * copy
