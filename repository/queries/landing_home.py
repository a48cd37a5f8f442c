"""What the home page shows: the latest layers, the disciplines, and what is kept, measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Sum
from django.urls import reverse

from repository.models import CatalogueEntry, DataFile, LayerFile, LifecycleEvent, Pole
from repository.queries.catalogue import count_by_pole, latest_entries

LATEST = 6


@dataclass(frozen=True, slots=True)
class Card:
    """One of the latest datasets. ``layer`` counts its layers, ``size`` is of the newest in bytes; None if unknown."""

    title: str
    url: str
    lang: str
    creators: tuple[str, ...]
    published: date | None
    pole: str
    layer: int | None
    size: int | None


@dataclass(frozen=True, slots=True)
class PoleCard:
    """A discipline and the number of its datasets."""

    name: str
    url: str
    count: int
    scope: str


@dataclass(frozen=True, slots=True)
class Figures:
    """``copies`` of every file (the package and its replicas), ``verified``: when a copy last was, ``bytes`` kept."""

    datasets: int
    copies: int
    verified: datetime | None
    bytes: int


def latest_cards() -> tuple[Card, ...]:
    """The latest datasets, newest first."""
    entries = list(latest_entries(LATEST))
    names = {pole.code: pole.name for pole in Pole.objects.all()}
    layers = _layers(entries)
    return tuple(_card(entry, names, layers.get(entry.dataset_id or 0, (None, None))) for entry in entries)


def _card(entry: CatalogueEntry, names: dict[str, str], layers: tuple[int | None, int | None]) -> Card:
    return Card(
        title=entry.title,
        url=reverse("landing", args=[entry.identifier.partition("/")[2]]),
        lang=entry.title_language if entry.title_language != "und" else "",
        creators=tuple(str(name) for name in entry.creators),
        published=entry.published,
        pole=next((names[code] for code in entry.poles if code in names), ""),
        layer=layers[0],
        size=layers[1],
    )


def _layers(entries: Iterable[CatalogueEntry]) -> dict[int, tuple[int | None, int | None]]:
    """Dataset -> the number of its layers and the bytes of the newest one."""
    places = LayerFile.objects.filter(
        snapshot__dataset__in=[entry.dataset_id for entry in entries], snapshot__published_at__isnull=False
    )
    rows = places.values_list("snapshot__dataset", "snapshot__number").annotate(size=Sum("file__size"))
    found: dict[int, tuple[int | None, int | None]] = {}
    for dataset, _number, size in rows.order_by("snapshot__number"):
        found[dataset] = ((found.get(dataset, (0, 0))[0] or 0) + 1, size)
    return found


def pole_cards() -> tuple[PoleCard, ...]:
    """Every discipline in its order."""
    counts = count_by_pole()
    search = reverse("search")
    return tuple(
        PoleCard(pole.name, f"{search}?pole={pole.code}", counts.get(pole.code, 0), pole.scope)
        for pole in Pole.objects.all()
    )


def kept_figures() -> Figures:
    """What "kept" means, measured now."""
    kept = DataFile.objects.exclude(archived_name="").filter(erased_at=None).aggregate(bytes=Sum("size"))["bytes"]
    verified = LifecycleEvent.objects.filter(type="replica.verified").order_by("-id").first()
    return Figures(
        datasets=CatalogueEntry.objects.aggregate(count=Count("pk"))["count"],
        copies=1 + len(settings.ARCHIVE_REPLICAS),
        verified=verified.at if verified else None,
        bytes=kept or 0,
    )
