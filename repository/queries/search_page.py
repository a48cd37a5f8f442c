"""Parts of the page of results: what narrows the list, its orders, and its map."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from repository.catalogue.question import Question, Sort, query_string
from repository.maps.box import Box
from repository.queries.search_parts import Results
from repository.templatetags.formatting import number_text

_SORTS: Final = {
    Sort.BEST: gettext_lazy("Best match"),
    Sort.NEWEST: gettext_lazy("Newest first"),
    Sort.OLDEST: gettext_lazy("Oldest first"),
    Sort.TITLE: pgettext_lazy("sort by", "Title"),
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


def place_map(results: Results) -> tuple[Box, ...]:
    """The boxes of the hits of this page."""
    return tuple(Box(*sides) for hit in results.hits for sides in hit.boxes)


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
        ends = [number_text(end) if end is not None else "…" for end in (question.top, question.bottom)]
        yield Chip(_("%(top)s – %(bottom)s m deep") % {"top": ends[0], "bottom": ends[1]}, _without_depth(first))


def _without_depth(question: Question) -> str:
    return query_string(replace(question, top=None, bottom=None))
