"""A dataset that grows every month for two years, by processes whose clock goes on and which may be killed anywhere.

What each layer has to hold is kept beside, to the byte.
"""

import datetime
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from archive.services.settling import settle_archive
from config.pipeline import PIPELINE
from repository.clients.sources.addresses import folder_of
from repository.models import Dataset, Delivery
from repository.queries.deliveries import due_deliveries
from repository.services.collection import GRACE, collect_orphans
from repository.services.deliveries import run_delivery
from repository.services.due_snapshots import order_due_snapshots
from repository.services.sources import answer_source, declare_source
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person
from tests.faults.apart import apart, warm_up
from tests.faults.cast import first, who
from tests.faults.states import FOLDERS
from tests.repository.public.stories import published

MONTHS: Final = 24
STATIONS: Final = 12
"""So many files never change: with a new and a corrected one each month, most of a layer is what was there."""
CASTS: Final = b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"


class Years:
    """A site in ``root`` and in the test's database. ``layers``: path -> bytes of every layer, oldest first."""

    def __init__(self, root: Path) -> None:
        self.layers: list[dict[str, bytes]] = []
        self.kills = 0
        self._root = root
        self._began = timezone.now().replace(microsecond=0)
        self._seed = 0

    def begin(self) -> None:
        """A public dataset of one file that people sent, and a source that operators allowed."""
        for name in FOLDERS:
            (self._root / name).mkdir()
        warm_up()
        for path in {path for paths in PIPELINE.values() for path in paths}:
            import_string(path)  # what is loaded in a process whose clock stands would have another clock
        self._apart(_arrive, self._began)
        self.layers.append({"oxygen.csv": CASTS})

    def grow(self, month: int, *, kills: Sequence[int] = ()) -> None:
        """The instruments write, the scheduler looks, workers do what is due; each piece of work dies at the points
        ``kills`` one after the other, as far as it comes, and is then done.
        """
        self.layers.append({"oxygen.csv": CASTS, **self._written(month)})
        moment = self._moment(month)
        if not kills:
            self._apart(_order_and_work, moment)
            return
        self._killed(order_due_snapshots, moment, kills)
        while (row := due_deliveries(now=moment).order_by("pk").first()) is not None:
            self._killed(partial(_work, row.pk), moment, kills)
        self._apart(_collect, moment)

    def dataset(self) -> Dataset:
        """The one that grows."""
        return first()

    def _moment(self, month: int) -> datetime.datetime:
        """The fifth of the month, so many months on."""
        months = self._began.year * 12 + self._began.month - 1 + month
        return self._began.replace(year=months // 12, month=months % 12 + 1, day=5)

    def _written(self, month: int) -> dict[str, bytes]:
        """What the folder holds by then: the record of the month is new, that of the month before is corrected."""
        begun = self._moment(month).date().replace(day=1)
        files = {f"stations/{number:02}.bin": b"\0station %d" % number * 50 for number in range(STATIONS)}
        for each in range(1, month + 1):
            files[f"months/{each:02}.bin"] = b"\0month %d %s" % (each, b"raw" if each == month else b"corrected") * 20
        if month % 12 == 1:
            files[f"cruises/{month:02}.csv"] = b"time,latitude,longitude,t\n%s,42.5,3.5,13.1\n" % str(begun).encode()
        last = self.layers[-1]
        files |= {path: content for path, content in last.items() if path.startswith("cruises/")}
        for path, content in files.items():
            if last.get(path) != content:
                _write(path, content, at=int(self._moment(month).timestamp()))
        return files

    def _killed(self, work: Callable[[], object], moment: datetime.datetime, points: Sequence[int]) -> None:
        for point in points:
            if not self._apart(work, moment, die_at=point):
                return
            self.kills += 1
            self._apart(_start_again, moment)
        self._apart(work, moment)

    def _apart(self, work: Callable[[], object], moment: datetime.datetime, *, die_at: int = 0) -> bool:
        self._seed += 1
        return apart(work, root=self._root, moment=moment, seed=self._seed, die_at=die_at).killed


def _write(path: str, content: bytes, *, at: int) -> None:
    place = folder_of(settings.SOURCES["lab"]) / path
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)
    os.utime(place, (at, at))


def _arrive() -> None:
    make_operator("oscar")
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = published(alice, mona)
    source = declare_source(
        dataset_key=dataset.key, actor=alice, name="lab", path="", schedule="monthly", is_reviewed=False
    )
    answer_source(actor=who("oscar"), source_id=source.pk, allows=True)
    run_everything_due()


def _order_and_work() -> None:
    assert len(order_due_snapshots()) == 1
    run_everything_due()


def _work(delivery_id: int) -> None:
    run_delivery(delivery_id=delivery_id)


def _start_again() -> None:
    """The lease has ended, a worker starts; tries are not counted."""
    Delivery.objects.filter(done_at__isnull=True).update(lease_until=None, attempts=0)
    settle_archive()


def _collect() -> None:
    collect_orphans(now=timezone.now() + 2 * GRACE)
