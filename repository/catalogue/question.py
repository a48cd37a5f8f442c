"""A question to the catalogue: one frozen value, read from an address and written as one."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

from repository.catalogue.boxes import Box, boxes_between
from repository.catalogue.facets import FACETS
from repository.catalogue.outlines import Outline, outline
from repository.catalogue.spans import EARLIEST, LATEST, Span, day_of_year
from repository.catalogue.words import MOST_LETTERS
from repository.record.dates import first_day, last_day

PAGE_SIZE: Final = 20
MOST_A_PAGE: Final = 100
DEEPEST: Final = 10_000
"""Deeper than this nobody reads page by page; programs walk on by ``after``."""
MOST_VALUES: Final = 50
MOST_CORNERS: Final = 200
LONGEST_VALUE: Final = 300

T = TypeVar("T")

_YEAR = re.compile(r"-?\d{1,10}", re.ASCII)
_DECIMAL_COMMA = re.compile(r"^(-?\d+),(\d{1,2})$", re.ASCII)
"""As it is typed in French; three digits after a comma may be thousands, and are not understood."""
_DATE = re.compile(r"\d{4}(-\d{2}){1,2}", re.ASCII)


class Sort(StrEnum):
    """The order of what is found; ``best`` is ``newest`` where no words are asked for."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Place:
    """A box as it was drawn, degrees; ``west > east`` goes over the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def parts(self) -> tuple[Box, ...]:
        """In one box, or in two."""
        return boxes_between(self.west, self.south, self.east, self.north)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. ``since`` and ``until`` as typed (a year, also before Christ, a month or a day); metres of depth
    downwards; ``polygon`` a line of (longitude, latitude) corners; ``after`` what the last one before had as its place
    in the order by date; ``ignored`` the parameters that nobody understood.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place | None = None
    polygon: tuple[tuple[float, float], ...] = ()
    since: str = ""
    until: str = ""
    top: float | None = None
    bottom: float | None = None
    sort: Sort = Sort.BEST
    page: int = 1
    size: int = PAGE_SIZE
    after: int | None = None
    ignored: tuple[str, ...] = ()

    @property
    def span(self) -> Span | None:
        """The days asked for, put in order; None where no time is asked for."""
        if not self.since and not self.until:
            return None
        first = _day(self.since, last=False) if self.since else EARLIEST
        last = _day(self.until, last=True) if self.until else LATEST
        if first > last:
            first, last = _day(self.until, last=False), _day(self.since, last=True)
        return Span(first, last)

    @property
    def area(self) -> Outline | None:
        """The area of the polygon; None where none is asked for."""
        return outline(self.polygon) if self.polygon else None

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the catalogue."""
        return replace(self, sort=Sort.BEST, page=1, size=PAGE_SIZE, after=None, ignored=()) == Question()

    @property
    def last_page(self) -> int:
        """The deepest page that is answered."""
        return DEEPEST // self.size

    @property
    def is_by_date(self) -> bool:
        """Whether the order is that of publication, in which ``after`` finds what comes next at any depth."""
        return self.sort in (Sort.NEWEST, Sort.OLDEST) or (self.sort is Sort.BEST and not self.words)

    def values_of(self, facet: str) -> tuple[str, ...]:
        """The chosen values of a facet."""
        return self.chosen.get(facet, ())

    def with_values(self, facet: str, values: Iterable[str]) -> "Question":
        """The same question from its first page, with these values of a facet instead."""
        kept = {code: chosen for code, chosen in self.chosen.items() if code != facet}
        told = tuple(dict.fromkeys(values))
        return replace(self, chosen=kept | ({facet: told} if told else {}), page=1, after=None)


def read_question(asked: Mapping[str, Sequence[str]]) -> Question:
    """The question of an address; nothing is an error: what cannot be understood is left out and told in `ignored`."""
    reading = _Reading(asked)
    chosen = {facet.code: values for facet in FACETS if (values := reading.values(facet.code))}
    size = min(max(reading.whole("per_page") or PAGE_SIZE, 1), MOST_A_PAGE)
    return Question(
        words=reading.text("q", MOST_LETTERS),
        chosen=chosen,
        place=reading.place(),
        polygon=reading.polygon(),
        since=reading.moment("from"),
        until=reading.moment("to"),
        top=reading.number("top"),
        bottom=reading.number("bottom"),
        sort=reading.sort(),
        page=min(max(reading.whole("page") or 1, 1), DEEPEST // size),
        size=size,
        after=reading.whole("after"),
        ignored=tuple(dict.fromkeys(reading.ignored)),
    )


def query_string(question: Question, *, form: str = "") -> str:
    """The address of a question, ``?q=...``, in one order whatever order it was asked in; ``?`` for everything."""
    asked = [("q", question.words)] if question.words else []
    asked += [(facet.code, value) for facet in FACETS for value in question.values_of(facet.code)]
    if question.place:
        place = question.place
        asked.append(("box", ",".join(f"{side:.10g}" for side in (place.west, place.south, place.east, place.north))))
    if question.polygon:
        corners = (f"{longitude:.10g} {latitude:.10g}" for longitude, latitude in question.polygon)
        asked.append(("polygon", ",".join(corners)))
    asked += [(name, value) for name, value in (("from", question.since), ("to", question.until)) if value]
    depths = (("top", question.top), ("bottom", question.bottom))
    asked += [(name, f"{value:.10g}") for name, value in depths if value is not None]
    asked += [("sort", question.sort.value)] if question.sort is not Sort.BEST else []
    asked += [("page", str(question.page))] if question.page > 1 else []
    asked += [("per_page", str(question.size))] if question.size != PAGE_SIZE else []
    asked += [("after", str(question.after))] if question.after is not None else []
    asked += [("format", form)] if form else []
    return f"?{urlencode(asked)}"


class _Reading:
    """Reads parameters one by one and keeps the names of those that say nothing."""

    def __init__(self, asked: Mapping[str, Sequence[str]]) -> None:
        self._asked = asked
        self.ignored: list[str] = []

    def text(self, name: str, most: int = 60) -> str:
        values = self._asked.get(name) or [""]
        return _clean(values[-1])[:most].strip()

    def values(self, facet: str) -> tuple[str, ...]:
        told = dict.fromkeys(map(_clean, self._asked.get(facet, ())))
        kept = tuple(value for value in told if value and len(value) <= LONGEST_VALUE)
        if len(kept) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in told):
            self.ignored.append(facet)
        return kept[:MOST_VALUES]

    def number(self, name: str) -> float | None:
        return self._understood(name, _DECIMAL_COMMA.sub(r"\1.\2", self.text(name)), _finite)

    def whole(self, name: str) -> int | None:
        told = self.text(name)
        return self._understood(name, told, lambda text: int(text) if re.fullmatch(r"-?\d{1,18}", text) else None)

    def moment(self, name: str) -> str:
        return self._understood(name, self.text(name), lambda text: text if _is_moment(text) else None) or ""

    def sort(self) -> Sort:
        known = {sort.value: sort for sort in Sort}
        return self._understood("sort", self.text("sort"), known.get) or Sort.BEST

    def place(self) -> Place | None:
        told = self.text("box", 200)
        if not told:
            sides = [self.text(name).replace(",", ".") for name in ("west", "south", "east", "north")]
            told = ",".join(sides) if any(sides) else ""
        return self._understood("box", told, _place)

    def polygon(self) -> tuple[tuple[float, float], ...]:
        return self._understood("polygon", self.text("polygon", 20 * 2 * MOST_CORNERS), _corners) or ()

    def _understood(self, name: str, told: str, read: Callable[[str], T | None]) -> T | None:
        value = read(told) if told else None
        if told and value is None:
            self.ignored.append(name)
        return value


def _clean(text: str) -> str:
    """Without what no index and no database can hold: NUL, and halves of letters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode().strip()


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < 1e9 else None


def _numbers(text: str, parting: str) -> list[float] | None:
    found = [_finite(part) for part in text.split(parting)]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) else None


def _place(text: str) -> Place | None:
    sides = _numbers(text, ",")
    return Place(*sides) if sides and len(sides) == 4 else None


def _corners(text: str) -> tuple[tuple[float, float], ...] | None:
    pairs = [_numbers(part.strip(), " ") for part in text.split(",")]
    known = [(pair[0], pair[1]) for pair in pairs if pair and len(pair) == 2 and _is_on_earth(*pair)]
    return tuple(known) if len(known) == len(pairs) and 3 <= len(known) <= MOST_CORNERS else None


def _is_on_earth(longitude: float, latitude: float) -> bool:
    return abs(longitude) <= 360 and abs(latitude) <= 90


def _is_moment(text: str) -> bool:
    if _YEAR.fullmatch(text):
        return True
    try:
        return bool(_DATE.fullmatch(text) and first_day(text))
    except ValueError:
        return False


def _day(text: str, *, last: bool) -> int:
    if _YEAR.fullmatch(text):
        return day_of_year(int(text), last=last)
    return (last_day if last else first_day)(text).toordinal()
