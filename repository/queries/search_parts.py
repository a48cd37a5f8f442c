"""What a page of search results shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from repository.catalogue.question import Question


@dataclass(frozen=True, slots=True)
class InsideHit:
    """The way from a dataset in the list to its stations that answer the same, in words."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One dataset in the list. ``url`` is a path; ``lang`` that of title and abstract; ``access`` that of now.

    ``number``: its place on the page, which ties it to the map; ``boxes`` as (west, south, east, north), degrees;
    ``title_parts``: the pieces of the title, each with whether it is a word that was asked for.
    """

    number: int
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
    depth: tuple[float, float] | None
    forms: tuple[str, ...]
    access: str
    embargo_until: date | None
    is_ours: bool
    boxes: tuple[tuple[float, float, float, float], ...]
    title_parts: tuple[tuple[str, bool], ...] = ()
    form_names: tuple[str, ...] = ()
    inside: InsideHit | None = None


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet, as people call it, and how many of what was found have it."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its most frequent values, the chosen ones first. ``has_more``: there may be others."""

    code: str
    name: str
    values: tuple[ValueView, ...]
    is_open: bool
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Fewer:
    """The words without one of them, and how many datasets have them all."""

    words: str
    without: str
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. Where that is nothing: ``elsewhere`` is how many there are by the words alone,
    ``instead`` the question in a better spelling, ``fewer`` what there is without one of the words.

    ``rest``: how many come after this page; ``last``: what they come ``after`` in the order by date.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[FacetView, ...]
    decades: Mapping[int, int]
    elsewhere: int = 0
    instead: Question | None = None
    fewer: tuple[Fewer, ...] = ()
    rest: int = 0
    last: int | None = None

    @property
    def start(self) -> int:
        """The number of the first hit of the page, from 1; 0 where nothing was found."""
        return (self.question.page - 1) * self.question.size + 1 if self.hits else 0

    @property
    def end(self) -> int:
        """The number of the last hit of the page."""
        return (self.question.page - 1) * self.question.size + len(self.hits)

    @property
    def has_more(self) -> bool:
        """Whether there is a page after this one."""
        return self.rest > 0 and self.question.page < self.question.last_page

    @property
    def is_cut(self) -> bool:
        """Whether this is the last page, though more was found."""
        return self.rest > 0 and not self.has_more
