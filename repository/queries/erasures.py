"""What an erasure would take away, and where: the list that a second operator confirms; and how far one is."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from repository.models import (
    DataFile,
    Dataset,
    Delivery,
    DraftFile,
    ErasedFile,
    Erasure,
    ErasurePlace,
    ErasurePlaceKind,
    ErasureState,
    LayerFile,
)


@dataclass(frozen=True, slots=True)
class Target:
    """One file that goes: its number, its paths in layers and draft, the fragments of its layers, bytes, SHA256."""

    number: int
    paths: tuple[str, ...]
    layers: tuple[int, ...]
    size: int
    sha256: str
    archived_name: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file and every place, (kind, name), of one erasure; ``twins``: other datasets with the same bytes."""

    files: tuple[Target, ...]
    places: tuple[tuple[str, str], ...]
    twins: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """What a confirmation names: another list has another one."""
        told = [[each.number, each.paths, each.layers, each.size, each.sha256] for each in self.files]
        return hashlib.sha256(json.dumps([told, self.places]).encode()).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)


Places = Callable[[Dataset], Sequence[tuple[str, str]]]
"""What the setting ERASURE_PLACES names: the places of an app, as (kind, name)."""


def plan_of(dataset: Dataset, path: str) -> Plan:
    """What would go now: the file at ``path`` of any layer or of the draft, or with an empty path all files.

    Files with the same bytes go together, whatever they are called.
    """
    files = _files(dataset, path)
    places = [(ErasurePlaceKind.DRAFTS.value, ""), (ErasurePlaceKind.DERIVED.value, "")]
    for name in settings.ERASURE_PLACES:
        asked: Places = import_string(name)
        places += asked(dataset)
    places.append((ErasurePlaceKind.BACKUP.value, ""))
    sums = {each.sha256 for each in files}
    twins = DataFile.objects.filter(sha256__in=sums, erased_at__isnull=True).exclude(dataset=dataset)
    suffixes = twins.order_by("dataset__suffix").values_list("dataset__suffix", flat=True).distinct()
    return Plan(tuple(_targets(files)), tuple(places), tuple(suffixes))


def _files(dataset: Dataset, path: str) -> list[DataFile]:
    files = DataFile.objects.filter(dataset=dataset, erased_at__isnull=True).order_by("number")
    if not path:
        return list(files)
    named = Q(pk__in=LayerFile.objects.filter(snapshot__dataset=dataset, path=path).values("file_id"))
    named |= Q(pk__in=DraftFile.objects.filter(dataset=dataset, path=path).values("file_id"))
    return list(files.filter(sha256__in=files.filter(named).values("sha256")))


def _targets(files: list[DataFile]) -> list[Target]:
    paths: dict[int, set[str]] = {file.pk: set() for file in files}
    layers: dict[int, set[int]] = {file.pk: set() for file in files}
    keys = list(paths)
    for key, path, fragment in LayerFile.objects.filter(file__in=keys).values_list(
        "file_id", "path", "snapshot__number"
    ):
        paths[key].add(path)
        layers[key].add(fragment)
    for key, path in DraftFile.objects.filter(file__in=keys).values_list("file_id", "path"):
        paths[key].add(path)
    return [
        Target(
            number=file.number,
            paths=tuple(sorted(paths[file.pk])) or (file.original_name,),
            layers=tuple(sorted(layers[file.pk])),
            size=file.size,
            sha256=file.sha256,
            archived_name=file.archived_name,
        )
        for file in files
    ]


def was_erased(dataset: Dataset, sha256: str) -> bool:
    """Whether these bytes were erased from the dataset: they do not come in again."""
    done = (ErasureState.CONFIRMED, ErasureState.DONE)
    return ErasedFile.objects.filter(erasure__dataset=dataset, erasure__state__in=done, sha256=sha256).exists()


def erased_among(files: Iterable[DataFile]) -> frozenset[int]:
    """Keys of those that were erased by now: what was read of them before is not kept."""
    keys = [file.pk for file in files]
    return frozenset(DataFile.objects.filter(pk__in=keys, erased_at__isnull=False).values_list("pk", flat=True))


def erasure_of(file: DataFile) -> Erasure | None:
    """The order by which a file was erased."""
    done = (ErasureState.CONFIRMED, ErasureState.DONE)
    return Erasure.objects.filter(files__number=file.number, state__in=done).first()


def erasures() -> QuerySet[Erasure]:
    """All of them, those that wait for somebody first, then the newest."""
    return Erasure.objects.select_related("dataset", "proposed_by", "confirmed_by").order_by("done_at", "-id")


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan for the page that asks for a confirmation; ``places`` have their words, ``backups_end`` a day."""

    plan: Plan
    places: tuple[tuple[str, str], ...]
    backups_end: date


def shown_plan(erasure: Erasure) -> ShownPlan:
    """What a proposal would take away, as things are now."""
    plan = plan_of(erasure.dataset, erasure.path)
    words = tuple((str(ErasurePlaceKind(kind).label), name) for kind, name in plan.places)
    return ShownPlan(plan, words, backups_end_on())


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place as the page shows it; ``waiting``: why it is not done, ``held``: the delivery that needs a person."""

    place: ErasurePlace
    waiting: str = ""
    held: int = 0


def place_lines(erasure: Erasure) -> list[PlaceLine]:
    """The places of a confirmed erasure, each with what it waits for."""
    rows = list(erasure.places.all())
    return [PlaceLine(row, *_waits(erasure, row)) for row in rows]


def _waits(erasure: Erasure, place: ErasurePlace) -> tuple[str, int]:
    if place.done_at or place.kind == ErasurePlaceKind.BACKUP:
        return "", 0
    own = Q(event__subject_type="erasureplace", event__subject_id=str(place.pk))
    whole = Q(event__subject_type="erasure", event__subject_id=str(erasure.pk))
    waiting = Delivery.objects.filter(done_at__isnull=True)
    row = waiting.filter(own).first() or waiting.filter(whole).exclude(last_error="").first()
    return (row.last_error, row.pk if row.held_at else 0) if row else ("", 0)


def backups_end_on() -> date:
    """The day from which no backup made before today is kept any more (setting BACKUP_KEEP_DAYS)."""
    return timezone.now().date() + timedelta(days=settings.BACKUP_KEEP_DAYS)
