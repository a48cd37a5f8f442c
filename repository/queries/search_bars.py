"""How many of what was found each decade has, as bars."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from repository.catalogue.question import Question
from repository.catalogue.spans import Span, day_of_year
from repository.maps.svg import number
from repository.templatetags.formatting import number_text

WIDTH: Final = 240
HEIGHT: Final = 40
_TALLEST: Final = 36
_MOST_BARS: Final = 24
DECADE: Final = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One decade: a rectangle of a picture of `WIDTH` times `HEIGHT` pixels; ``is_on``: within the period asked for."""

    decade: int
    last: int
    count: int
    x: str
    y: str
    width: str
    height: str
    is_on: bool
    words: str


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars side by side, without a gap, and a sentence for those who cannot see them."""

    bars: tuple[Bar, ...]
    words: str
    first: int
    last: int


def histogram_of(decades: Mapping[int, int], question: Question) -> Histogram | None:
    """The newest decades that have something; none where there is nothing to compare."""
    known = [decade for decade, count in decades.items() if count]
    if not known or max(known) == min(known):
        return None
    last = max(known)
    first = max(min(known), last - (_MOST_BARS - 1) * DECADE)
    most = max(range(first, last + 1, DECADE), key=lambda decade: decades.get(decade, 0))
    words = _("Datasets by decade, from %(first)s to %(last)s; most in the %(most)ss: %(count)s") % {
        "first": first,
        "last": last + DECADE - 1,
        "most": most,
        "count": number_text(decades[most]),
    }
    return Histogram(tuple(_bars(decades, question, first, last)), words, first, last + DECADE - 1)


def _bars(decades: Mapping[int, int], question: Question, first: int, last: int) -> Iterator[Bar]:
    shown = range(first, last + 1, DECADE)
    most = max(decades.get(decade, 0) for decade in shown)
    step = WIDTH / len(shown)
    asked = question.span
    for place, decade in enumerate(shown):
        count, end = decades.get(decade, 0), decade + DECADE - 1
        height = max(2, round(_TALLEST * count / most)) if count else 1
        span = Span(day_of_year(decade, last=False), day_of_year(end, last=True))
        yield Bar(
            decade=decade,
            last=end,
            count=count,
            x=number(place * step + 1),
            y=str(HEIGHT - height),
            width=number(step - 2),
            height=str(height),
            is_on=bool(asked is None or asked.meets(span)),
            words=f"{decade} – {end} ({number_text(count)})",
        )
