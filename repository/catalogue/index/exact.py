"""Where the fields of an index say too much - very many boxes or spans, areas that are no boxes - all is looked at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import tantivy

from repository.catalogue.boxes import Box, met_by
from repository.catalogue.extents import Extents, unpacked
from repository.catalogue.index.asking import Rejected
from repository.catalogue.index.fields import MANY_BOXES, MANY_SPANS, SIDES, SLOTS
from repository.catalogue.index.seeing import Seen
from repository.catalogue.outlines import Outline
from repository.catalogue.question import Question
from repository.catalogue.spans import Span

MOST_CHECKED: Final = 50_000
"""So many entries are looked at for a question, the newest first; more are found by the boxes around them."""
MOST_COMPARED: Final = 2_000_000
"""Entries times corners of an area: fewer entries are looked at where its line is long."""

Synonyms = Mapping[str, Sequence[str]]
Sides = tuple[float, float, float, float]


def rejected(seen: Seen, question: Question, synonyms: Synonyms | None = None) -> Rejected:
    """The entries that the fields would find, but neither place nor time of the question meets."""
    return Rejected(
        by_place=tuple(_by_place(seen, question, synonyms)), by_time=tuple(_by_time(seen, question, synonyms))
    )


def _by_place(seen: Seen, question: Question, synonyms: Synonyms | None) -> Iterator[int]:
    area, place = question.area, question.place
    if area is not None:
        doubtful = _doubtful(seen, question, "", synonyms, most=MOST_COMPARED // len(area.corners))
        yield from _apart(seen, doubtful, _boxes_of(seen.searcher, doubtful), area)
    if place is not None and seen.searcher.doc_freq(MANY_BOXES, True):
        parts = tuple(met_by(place.parts))
        yield from _of_many(
            seen, _doubtful(seen, question, MANY_BOXES, synonyms), lambda told: _meets_a_box(told.boxes, parts)
        )


def _by_time(seen: Seen, question: Question, synonyms: Synonyms | None) -> Iterator[int]:
    span = question.span
    if span is not None and seen.searcher.doc_freq(MANY_SPANS, True):
        yield from _of_many(
            seen, _doubtful(seen, question, MANY_SPANS, synonyms), lambda told: _meets_a_span(told.spans, span)
        )


def _doubtful(
    seen: Seen, question: Question, field: str, synonyms: Synonyms | None, *, most: int = MOST_CHECKED
) -> list[tantivy.DocAddress]:
    query = seen.asking.doubtful(question, field, synonyms=synonyms)
    found = seen.searcher.search(query, min(most, MOST_CHECKED), count=False, order_by_field="newest")
    return [address for _key, address in found.hits]


def _of_many(seen: Seen, doubtful: list[tantivy.DocAddress], meets: Callable[[Extents], bool]) -> Iterator[int]:
    numbers = seen.searcher.fast_field_values("entry", doubtful)
    for number, address in zip(numbers, doubtful, strict=True):
        if not meets(_extents(seen.searcher, address)):
            yield int(number or 0)


def _apart(
    seen: Seen, doubtful: list[tantivy.DocAddress], boxes: list[tuple[int, Sides]], area: Outline
) -> Iterator[int]:
    """The entries none of whose boxes touches the area; ``boxes`` by the place of their entry in ``doubtful``."""
    touched = area.touches([sides for _place, sides in boxes])
    near = {place for (place, _sides), is_near in zip(boxes, touched, strict=True) if is_near}
    for place, number in enumerate(seen.searcher.fast_field_values("entry", doubtful)):
        if place not in near:
            yield int(number or 0)


def _boxes_of(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[tuple[int, Sides]]:
    """All boxes of some entries, with the place of the entry among them."""
    found: list[tuple[int, Sides]] = []
    has_many = searcher.fast_field_values(MANY_BOXES, addresses)
    places = [place for place, is_many in enumerate(has_many) if not is_many]
    for place, is_many in enumerate(has_many):
        if is_many:
            found += [
                (place, (box.west, box.south, box.east, box.north)) for box in _all_boxes(searcher, addresses[place])
            ]
    for slot in SLOTS:
        columns = [
            searcher.fast_field_values(f"{side}{slot}", [addresses[place] for place in places]) for side in SIDES
        ]
        told = [(place, sides) for place, *sides in zip(places, *columns, strict=True) if sides[0] is not None]
        found += [(place, (west, south, east, north)) for place, (west, south, east, north) in told]
        places = [place for place, _sides in told]
    return found


def _all_boxes(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tuple[Box, ...]:
    return _extents(searcher, address).boxes


def _extents(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Extents:
    return unpacked(bytes(searcher.doc(address).get_first("extents") or b""))


def _meets_a_box(boxes: Sequence[Box], parts: Sequence[Box]) -> bool:
    return any(box.touches(part) for part in parts for box in boxes)


def _meets_a_span(spans: Sequence[Span], asked: Span) -> bool:
    return any(span.meets(asked) for span in spans)
