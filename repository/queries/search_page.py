"""Parts of the page of results: what narrows the list, its orders, and its map."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from repository.catalogue.facets import FACET_CODES
from repository.catalogue.question import Question, Sort, query_string
from repository.maps.box import Box
from repository.maps.results import Area, Marked
from repository.queries.search_names import facet_name
from repository.queries.search_parts import Results
from repository.templatetags.formatting import metres_text

_SORTS: Final = {
    Sort.BEST: gettext_lazy("Best match"),
    Sort.NEWEST: gettext_lazy("Newest first"),
    Sort.OLDEST: gettext_lazy("Oldest first"),
    Sort.TITLE: pgettext_lazy("sort by", "Title"),
}

_PARAMETERS: Final = {
    "box": gettext_lazy("the area"),
    "polygon": gettext_lazy("the outline on the map"),
    "from": gettext_lazy("the beginning of the period"),
    "to": gettext_lazy("the end of the period"),
    "top": gettext_lazy("the depth"),
    "bottom": gettext_lazy("the depth"),
    "sort": gettext_lazy("the order"),
    "page": gettext_lazy("the number of the page"),
    "after": gettext_lazy("the place in the list"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, and the address without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class SortOption:
    """One order of the list."""

    value: str
    name: str
    is_chosen: bool


def chips_of(results: Results) -> tuple[Chip, ...]:
    """All that narrows the list but its words."""
    return tuple(_chips(results))


def sort_options(question: Question) -> tuple[SortOption, ...]:
    """The orders that make sense: without words there is no best match."""
    known = [sort for sort in Sort if question.words or sort is not Sort.BEST]
    chosen = question.sort if question.sort in known else Sort.NEWEST
    return tuple(SortOption(sort.value, str(_SORTS[sort]), sort is chosen) for sort in known)


def marked_hits(results: Results) -> tuple[Marked, ...]:
    """The boxes of the hits of this page, each with the number of its row."""
    return tuple(Marked(hit.number, tuple(Box(*sides) for sides in hit.boxes)) for hit in results.hits if hit.boxes)


def asked_area(question: Question) -> Area:
    """Where the question looks."""
    place = question.place
    boxes = (Box(place.west, place.south, place.east, place.north),) if place else ()
    return Area(boxes, question.polygon)


def typed_numbers(question: Question) -> dict[str, str]:
    """The numbers of a question as they are written in its form, whatever the language of the page."""
    asked = dict(parse_qsl(query_string(question)[1:]))
    sides = zip(("west", "south", "east", "north"), asked.get("box", ",,,").split(","), strict=True)
    return {**dict(sides), **{name: asked.get(name, "") for name in ("polygon", "top", "bottom")}}


def ignored_words(question: Question) -> str:
    """The parameters of the address that nobody understood, as people call them."""
    words = (facet_name(name) if name in FACET_CODES else str(_PARAMETERS.get(name, name)) for name in question.ignored)
    return ", ".join(words)


def hidden_fields(question: Question, *, without: str = "") -> tuple[tuple[str, str], ...]:
    """Names and values of all that a question asks but its page, and but one facet: for a form that adds to it."""
    asked = replace(question.with_values(without, ()) if without else question, page=1, after=None)
    return tuple(parse_qsl(query_string(asked)[1:]))


def _chips(results: Results) -> Iterator[Chip]:
    question = results.question
    for facet in results.facets:
        for value in facet.values:
            if value.is_chosen:
                others = [each for each in question.values_of(facet.code) if each != value.value]
                yield Chip(value.name, query_string(question.with_values(facet.code, others)))
    first = replace(question, page=1, after=None)
    if question.since or question.until:
        words = f"{question.since or '…'} – {question.until or '…'}"
        yield Chip(words, query_string(replace(first, since="", until="")))
    if question.place or question.polygon:
        yield Chip(_("Area on the map"), query_string(replace(first, place=None, polygon=())))
    if question.top is not None or question.bottom is not None:
        yield Chip(_("%(depths)s deep") % {"depths": metres_text((question.top, question.bottom))}, _no_depth(first))


def _no_depth(question: Question) -> str:
    return query_string(replace(question, top=None, bottom=None))
