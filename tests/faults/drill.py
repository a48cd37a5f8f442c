"""The story told once undisturbed, its steps and states kept; then any step again, killed at any of its points."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from archive.services.settling import settle_archive
from harvest.formats import FORMATS
from repository.models import Delivery, DoiAttempt
from repository.queries.deliveries import due_deliveries
from repository.services.collection import GRACE, collect_orphans
from repository.services.deliveries import run_delivery
from repository.uploads.store import draft_store
from tests.faults.apart import Ending, apart, warm_up
from tests.faults.states import FOLDERS, State, put_back, take
from tests.faults.story import STORY, Act

PREFIX = "10.99999"
"""That of the site once it registers at DataCite."""


@dataclass(frozen=True)
class Scene:
    """What is accidental about one step: lots and clock, and where the site registers."""

    seed: int
    moment: datetime.datetime
    registrar: str


@dataclass(frozen=True)
class Step:
    """One delivery as it went undisturbed: ``points`` is the number of points at which it can be killed."""

    event: str
    consumer: str
    delivery_id: int
    scene: Scene
    points: int
    before: State
    after: State

    @property
    def name(self) -> str:
        """Event and consumer."""
        return f"{self.event}-{self.consumer.rpartition('.')[2]}"


class Drill:
    """A site in ``root`` and in the test's database, whose clock goes on by one second with each step."""

    def __init__(self, root: Path, *, forget: Callable[[], object]) -> None:
        """``forget`` empties the registrar, which lies outside the site and is put back with it."""
        self.root = root
        self._forget = forget
        self.steps: list[Step] = []
        self._began = timezone.now().replace(microsecond=0)
        self._nothing: State | None = None

    def tell(self) -> None:
        """The whole story undisturbed, from the database as the test found it and empty folders."""
        for name in FOLDERS:
            (self.root / name).mkdir()
        warm_up()
        self._nothing = take(self.root)
        self.steps = list(self._walk({}))

    def tell_again(self, points: Mapping[int, int]) -> State:
        """The story once more from its beginning, each step killed at the point that is given for its seed."""
        self.put_back(self._nothing)
        return list(self._walk(points))[-1].after

    def _walk(self, points: Mapping[int, int]) -> Iterator[Step]:
        seed = 0
        for act in STORY:
            seed += 1
            self._apart(act.do, Scene(seed, self._moment(act, seed), act.registrar))
            before = take(self.root)
            while (row := _oldest_due(self._moment(act, seed))) is not None:
                seed += 1
                scene = Scene(seed, self._moment(act, seed), act.registrar)
                ending = self._apart(partial(run, row.pk), scene, die_at=points.get(seed, 0))
                assert ending.killed == bool(points)
                self._recover(row.pk, scene)
                after = take(self.root)
                yield Step(row.event.type, row.consumer, row.pk, scene, ending.points, before, after)
                before = after

    def _moment(self, act: Act, seed: int) -> datetime.datetime:
        return self._began + datetime.timedelta(days=act.day, seconds=seed)

    def put_back(self, state: State | None) -> None:
        """Let the site be as it was."""
        assert state is not None, "the story was not told"
        put_back(state, self.root)
        self._forget()

    def kill(self, step: Step, point: int) -> State:
        """The state after the step, done by a process that is killed at ``point`` and by another after it."""
        self.put_back(step.before)
        ending = self._apart(partial(run, step.delivery_id), step.scene, die_at=point)
        assert ending.killed, f"{step.name} has no point {point}"
        self._recover(step.delivery_id, step.scene)
        return take(self.root)

    def harvested(self, state: State) -> dict[str, bytes]:
        """What a harvester gets in that state, to the byte."""
        self.put_back(state)
        folder = self.root / "harvest"
        folder.mkdir()
        self._apart(partial(harvest, folder), self.steps[-1].scene)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    def _recover(self, delivery_id: int, scene: Scene) -> None:
        """What a site does after a stop, once the lease has ended; where there was none it changes nothing."""
        self._apart(partial(start_again, delivery_id), scene)

    def _apart(self, work: Callable[[], object], scene: Scene, *, die_at: int = 0) -> Ending:
        prefix = settings.DOI_PREFIX if scene.registrar == "local" else PREFIX
        with override_settings(DOI_REGISTRAR=scene.registrar, DOI_PREFIX=prefix):
            return apart(work, root=self.root, moment=scene.moment, seed=scene.seed, die_at=die_at)


def _oldest_due(now: datetime.datetime) -> Delivery | None:
    soon = now + datetime.timedelta(seconds=1)
    return due_deliveries(now=soon).select_related("event").order_by("pk").first()


def run(delivery_id: int) -> None:
    """As a worker does."""
    run_delivery(delivery_id=delivery_id)


def start_again(delivery_id: int) -> None:
    """The lease has ended, a worker starts and finds the row; the collection comes round; tries are not compared."""
    Delivery.objects.filter(done_at__isnull=True).update(lease_until=None)
    settle_archive()
    draft_store().remove_cut(before=(timezone.now() + 2 * GRACE).timestamp())  # lots are drawn again: names too
    run_delivery(delivery_id=delivery_id)
    collect_orphans(now=timezone.now() + 2 * GRACE)
    Delivery.objects.update(attempts=0, lease_token=None)
    DoiAttempt.objects.filter(outcome="sent").delete()


def harvest(folder: Path) -> None:
    """Keep what a harvester gets, to the byte."""
    for name in (found.prefix for found in FORMATS):
        query = {"verb": "ListRecords", "metadataPrefix": name}
        answer = b"".join(Client().get("/oai", query))
        (folder / f"{name}.xml").write_bytes(answer)
