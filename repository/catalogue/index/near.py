"""Neighbours of a dataset or of a question in space and time: candidates by words of the index, ranked exactly."""

import heapq
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import tantivy
from tantivy import Occur, Order, Query

from repository.catalogue.boxes import Box
from repository.catalogue.cells import asked_boxes, asked_spans, closed
from repository.catalogue.closeness import Reach, Surroundings, Whereabouts, today_as_day
from repository.catalogue.index.fields import NO_ENTRY, SIDES, SLOTS, SPANS, SQUARES, STRETCHES
from repository.catalogue.spans import Span

ENOUGH: Final = 60
MOST_CANDIDATES: Final = 3000
_STEPS: Final = (1, 3, None)
"""First what is about as large and as long, then what is less so, then whatever meets."""


def neighbours(
    searcher: tantivy.Searcher, schema: tantivy.Schema, here: Whereabouts, *, reach: Reach, without: int = NO_ENTRY
) -> tuple[int, ...]:
    """The numbers of the closest entries, at most `ENOUGH`, closest first; none for what has no place.

    Of very many it looks at the `MOST_CANDIDATES` newest of about the same size and length: up to so many the answer is
    exact. What they measure is not in the index: ``variables`` do not count here.
    """
    if not here.boxes:
        return ()
    surroundings = Surroundings(here, reach)
    scores: dict[int, float] = {NO_ENTRY: 0.0, without: 0.0}
    for steps in _STEPS:
        query = _query(schema, here, reach, steps)
        hits = searcher.search(query, MOST_CANDIDATES, count=False, order_by_field="newest", order=Order.Desc).hits
        for entry, there in _candidates(searcher, [address for _key, address in hits], surroundings, scores):
            scores[entry] = surroundings.score(there)
        if len(hits) >= MOST_CANDIDATES:
            break
    best = heapq.nsmallest(ENOUGH, scores, key=lambda entry: (-scores[entry], entry))
    return tuple(entry for entry in best if scores[entry])


def _query(schema: tantivy.Schema, here: Whereabouts, reach: Reach, steps: int | None) -> Query:
    words = {SQUARES: asked_boxes(here.boxes, km=reach.km, steps=steps)}
    if here.spans:
        words[STRETCHES] = asked_spans(here.spans, days=reach.days, steps=steps)
    parts = [(Occur.Must, Query.term_set_query(schema, name, sorted(told))) for name, told in words.items()]
    return Query.const_score_query(Query.boolean_query(parts), 0.0)


def _candidates(
    searcher: tantivy.Searcher,
    addresses: Sequence[tantivy.DocAddress],
    surroundings: Surroundings,
    known: Collection[int],
) -> Iterator[tuple[int, Whereabouts]]:
    """The number and the whereabouts of each document that may meet and is not known yet."""

    def column(name: str) -> list[Any]:
        return list(searcher.fast_field_values(name, list(addresses)))

    boxes = [list(zip(*(column(f"{side}{slot}") for side in SIDES), strict=True)) for slot in SLOTS]
    spans = [list(zip(column(f"first{slot}"), column(f"last{slot}"), strict=True)) for slot in SPANS]
    today = today_as_day()
    depths = list(zip(column("top"), column("bottom"), strict=True))
    for place, entry in enumerate(column("entry")):
        if entry in known or not _meets(surroundings, [slot[place] for slot in spans]):
            continue
        drawn = [sides for slot in boxes if (sides := slot[place])[0] is not None]
        if _touches(surroundings, drawn):
            days = [ends for slot in spans if (ends := slot[place])[0] is not None]
            yield (
                entry,
                Whereabouts(
                    boxes=tuple(Box(*sides) for sides in drawn),
                    spans=tuple(closed(Span(*ends), today) for ends in days),
                    depth=depths[place] if depths[place][0] is not None else None,
                ),
            )


def _meets(surroundings: Surroundings, spans: Sequence[tuple[Any, Any]]) -> bool:
    if not surroundings.spans:
        return True
    for first, last in spans:
        if first is None:
            return False
        for span in surroundings.spans:
            if first <= span.last and last >= span.first:
                return True
    return False


def _touches(surroundings: Surroundings, boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    for west, south, east, north in boxes:
        for part in surroundings.wide:
            if west <= part.east and east >= part.west and south <= part.north and north >= part.south:
                return True
    return False
