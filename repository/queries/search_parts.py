"""What a page of search results shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from repository.catalogue.question import Question


@dataclass(frozen=True, slots=True)
class Hit:
    """One dataset in the list. ``url`` is a path; ``lang`` that of title and abstract; ``access`` that of now.

    ``number`` ties it to the map; ``boxes`` as (west, south, east, north), degrees.
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


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a facet, as people call it, and how many of what was found have it."""

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet with its most frequent values, the chosen ones first."""

    code: str
    name: str
    values: tuple[ValueView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. ``elsewhere``: by the words alone; ``instead``: a better spelling.

    ``rest``: how many come after this page; ``last``: what they come ``after`` in the order by date.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    facets: tuple[FacetView, ...]
    decades: Mapping[int, int]
    elsewhere: int = 0
    instead: str = ""
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
