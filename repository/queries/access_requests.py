"""Who asked for closed files, for who answers, for operators, and for who asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from repository.models import LIVE, AccessRequest, AccessState, Dataset, LayerFile, Person
from repository.queries.deposits import dataset_title
from repository.queries.layers import layer_files, published_snapshots

MOST_SHOWN: Final = 200
PAGE: Final = 100
"""Files of one page."""

_ORDER: Final = Case(
    When(state=AccessState.WAITING, then=Value(0)),
    When(state=AccessState.GRANTED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One request on a page. ``last_day``: until which (UTC) the files are given."""

    request: AccessRequest
    state: str
    words: str
    last_day: date | None
    who: str
    email: str
    title: Any = None

    @property
    def waits(self) -> bool:
        """Whether somebody has to answer."""
        return self.state == AccessState.WAITING

    @property
    def is_given(self) -> bool:
        """Whether the files can be fetched now."""
        return self.state == AccessState.GRANTED


def requests_of(dataset: Dataset) -> tuple[AccessLine, ...]:
    """Those of one dataset whose address was confirmed: waiting ones first, then what is granted, then the others."""
    return tuple(map(_line, _shown().filter(dataset=dataset)[:MOST_SHOWN]))


def all_requests() -> tuple[AccessLine, ...]:
    """Likewise those of all datasets, each with the title of its dataset."""
    rows = _shown().select_related("dataset__current_version", "dataset__deposit")[:MOST_SHOWN]
    return tuple(_line(row, title=dataset_title(row.dataset)) for row in rows)


def own_request(dataset: Dataset, person: Person | None) -> AccessLine | None:
    """What somebody asked for last, while it waits, holds, or was refused within a month."""
    if person is None:
        return None
    mine = AccessRequest.objects.filter(dataset=dataset, person=person).select_related("person", "grant")
    row = mine.order_by("-pk").first()
    month_ago = timezone.now() - timedelta(days=30)
    if row is None or (row.state not in LIVE and (row.answered_at or month_ago) <= month_ago):
        return None
    return _line(row)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file that its reader may fetch."""

    path: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """A page of the files of the newest layer; ``start`` counts from 1."""

    lines: tuple[GivenFile, ...]
    total: int
    start: int
    end: int
    zip_url: str
    previous_url: str
    next_url: str


def given_files(dataset: Dataset, *, page: int, token: str) -> GivenFiles:
    """The files of the newest layer with their addresses, which carry ``token`` where its reader has no account."""
    layer = published_snapshots(dataset).defer("document").first()
    shown = {"token": token} if token else {}
    query = f"?{urlencode(shown)}" if shown else ""
    places = layer_files(layer) if layer else LayerFile.objects.none()
    total = places.count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    first = (page - 1) * PAGE
    fragment = layer.number if layer else 0
    lines = tuple(
        GivenFile(each.path, each.file.size, reverse("file", args=[dataset.suffix, fragment, each.path]) + query)
        for each in places[first : first + PAGE]
    )
    end = first + len(lines)
    return GivenFiles(
        lines=lines,
        total=total,
        start=first + 1 if lines else 0,
        end=end,
        zip_url=reverse("layer-zip", args=[dataset.suffix, fragment]) + query if lines else "",
        previous_url=f"?{urlencode({**shown, 'files': page - 1})}" if page > 1 else "",
        next_url=f"?{urlencode({**shown, 'files': page + 1})}" if end < total else "",
    )


def _shown() -> QuerySet[AccessRequest]:
    rows = AccessRequest.objects.exclude(state=AccessState.ASKED).select_related("person", "grant", "answered_by")
    return rows.alias(rank=_ORDER).order_by("rank", "-pk")


def _line(row: AccessRequest, *, title: Any = None) -> AccessLine:
    is_over = bool(row.grant and row.grant.until and row.grant.until <= timezone.now())
    state = AccessState.ENDED if row.state == AccessState.GRANTED and (is_over or row.grant is None) else row.state
    until = row.grant.until if row.grant else None
    return AccessLine(
        request=row,
        state=str(state),
        words=str(AccessState(state).label),
        last_day=(until - timedelta(microseconds=1)).date() if until else None,
        who=row.name,
        email=row.person.email if row.person else row.email,
        title=title,
    )
