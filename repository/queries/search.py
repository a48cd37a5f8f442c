"""The catalogue as a list: words, disciplines, newest first, a page at a time, with exact counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Func, QuerySet
from django.urls import reverse

from repository.access import files_are_open
from repository.models import AccessPolicy, CatalogueEntry, Dataset, Pole
from repository.queries.search_words import tsquery
from repository.templatetags.formatting import day_text

PAGE_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One dataset in the list. ``url`` is a path; ``lang`` that of title and abstract; ``access`` that of now."""

    identifier: str
    url: str
    title: str
    lang: str
    creators: tuple[str, ...]
    abstract: str
    poles: tuple[str, ...]
    published: date | None
    modified: datetime | None
    period: str
    period_words: str
    access: str
    embargo_until: date | None


@dataclass(frozen=True, slots=True)
class PoleCount:
    """A discipline, how many of the found datasets are of it, and whether it was chosen."""

    code: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. ``elsewhere``: how many there are without the filter by discipline."""

    words: str
    chosen: tuple[str, ...]
    hits: tuple[Hit, ...]
    total: int
    page: int
    poles: tuple[PoleCount, ...]
    elsewhere: int

    @property
    def start(self) -> int:
        """The number of the first hit of the page, from 1; 0 where nothing was found."""
        return (self.page - 1) * PAGE_SIZE + 1 if self.hits else 0

    @property
    def end(self) -> int:
        """The number of the last hit of the page."""
        return (self.page - 1) * PAGE_SIZE + len(self.hits)

    @property
    def has_more(self) -> bool:
        """Whether there is a page after this one."""
        return self.end < self.total


def search_catalogue(*, words: str = "", poles: Iterable[str] = (), page: int = 1) -> Results:
    """Find what has all the words and one of the disciplines; a page after the last is the last one."""
    known = {pole.code: pole for pole in Pole.objects.all()}
    chosen = tuple(code for code in dict.fromkeys(poles) if code in known)
    worded = _with_words(words)
    counts = _pole_counts(worded)
    found = worded.filter(poles__overlap=list(chosen)) if chosen else worded
    total = found.count()
    shown = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    first = (shown - 1) * PAGE_SIZE
    rows = (
        found.defer("search")
        .annotate(until=F("dataset__current_version__embargo_until"))
        .order_by("-published", "-id")[first : first + PAGE_SIZE]
    )
    return Results(
        words=words.strip(),
        chosen=chosen,
        hits=tuple(_hit(row, known, row.until) for row in rows),
        total=total,
        page=shown,
        poles=tuple(PoleCount(code, pole.name, counts.get(code, 0), code in chosen) for code, pole in known.items()),
        elsewhere=worded.count() if chosen and not total else 0,
    )


def count_by_pole() -> dict[str, int]:
    """Discipline -> the number of datasets that can be found."""
    return _pole_counts(CatalogueEntry.objects.all())


def latest_entries(count: int) -> QuerySet[CatalogueEntry]:
    """The newest datasets of our own."""
    return CatalogueEntry.objects.filter(origin="local").defer("search").order_by("-published", "-id")[:count]


def _with_words(words: str) -> QuerySet[CatalogueEntry]:
    query = tsquery(words)
    entries = CatalogueEntry.objects.all()
    if not query:
        return entries.none() if words.strip() else entries
    return entries.filter(search=SearchQuery(query, config="simple", search_type="raw"))


def _pole_counts(entries: QuerySet[CatalogueEntry]) -> dict[str, int]:
    rows = entries.order_by().annotate(pole=Func(F("poles"), function="unnest")).values("pole")
    return {str(row["pole"]): row["count"] for row in rows.annotate(count=Count("pk"))}


def _hit(entry: CatalogueEntry, poles: dict[str, Pole], until: date | None) -> Hit:
    is_open = files_are_open(Dataset(access=entry.access, embargo_until=until))
    is_ours = entry.origin == "local"
    return Hit(
        identifier=entry.identifier,
        url=reverse("landing", args=[entry.identifier.partition("/")[2]]) if is_ours else entry.identifier,
        title=entry.title,
        lang=entry.title_language if entry.title_language != "und" else "",
        creators=tuple(str(name) for name in entry.creators),
        abstract=entry.abstract,
        poles=tuple(poles[code].name for code in entry.poles if code in poles),
        published=entry.published,
        modified=entry.modified,
        period=entry.period,
        period_words=_period_words(entry.period),
        access=AccessPolicy.OPEN.value if is_open else entry.access,
        embargo_until=None if is_open else until,
    )


def _period_words(kept: str) -> str:
    """``2019-01 / 2026-10`` as a reader writes it, one day once; a name of a period stays as it is."""
    return ", ".join(" – ".join(dict.fromkeys(map(_end_words, each.split(" / ")))) for each in kept.split(", "))


def _end_words(end: str) -> str:
    return "…" if end == ".." else day_text(end)
