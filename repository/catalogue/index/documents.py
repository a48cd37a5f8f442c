"""What is found by as a document of the index."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import tantivy

from repository.catalogue.boxes import few
from repository.catalogue.cells import filed_boxes, filed_spans
from repository.catalogue.extents import Extents
from repository.catalogue.facets import FACETS
from repository.catalogue.findable import Findable
from repository.catalogue.index.fields import (
    CALLED,
    MANY_BOXES,
    MANY_SPANS,
    MOST_SPANS,
    PEOPLE,
    SQUARES,
    STEMMED,
    STRETCHES,
)
from repository.catalogue.spans import EARLIEST, LATEST, Span, year_of_day
from repository.catalogue.words import identifier_of, pieces_of, words_of

_LETTERS: Final = {letter: place for place, letter in enumerate("\x00 0123456789abcdefghijklmnopqrstuvwxyz\uffff")}
_LETTERS_OF_ORDER: Final = 12
_BYTES_OF_ORDER: Final = 7
"""So many fit into a number of 64 bits: ordering by whole titles takes seconds on deep pages."""
_FIRST_DECADE, _LAST_DECADE = 1800, 2090
ENTRIES_A_DAY: Final = 1 << 36
"""The order by day leaves room for so many entries within one."""


def document_of(entry: int, found_by: Findable, schema: tantivy.Schema) -> tantivy.Document:
    """The document of an entry by its number."""
    boxes, spans = tuple(few(found_by.boxes)), few_spans(found_by.spans)
    values: dict[str, Any] = {"entry": entry}
    _write_texts(values, "title", found_by.titles)
    _write_texts(values, "terms", found_by.terms)
    _write_texts(values, "abstract", found_by.abstracts)
    values[PEOPLE] = [pieces_of(name) for name in found_by.people]
    values[CALLED] = [pieces_of(identifier) for identifier in found_by.identifiers]
    values["identifier"] = [identifier_of(identifier) for identifier in found_by.identifiers]
    values |= {f"of_{facet.code}": list(found_by.facets.get(facet.code, ())) for facet in FACETS}
    for slot, box in enumerate(boxes):
        sides = {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
        values |= {f"{side}{slot}": float(degrees) for side, degrees in sides.items()}
    for slot, span in enumerate(spans):
        values |= {f"first{slot}": span.first, f"last{slot}": span.last}
    has_many = {MANY_BOXES: len(set(found_by.boxes)) > len(boxes), MANY_SPANS: len(found_by.spans) > len(spans)}
    if any(has_many.values()):
        values |= {**has_many, "extents": Extents(found_by.boxes, found_by.spans).packed()}
    if found_by.depth:
        values |= {"top": float(found_by.depth[0]), "bottom": float(found_by.depth[1])}
    values[SQUARES] = sorted(filed_boxes(boxes))
    values[STRETCHES] = sorted(filed_spans(spans))
    values["decade"] = sorted(set(_decades(found_by.spans)))
    values["newest"] = newest_order(entry, found_by)
    values["title_order"] = _title_order(found_by.titles[0][1] if found_by.titles else "")
    return tantivy.Document.from_dict(values, schema)


def few_spans(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """At most `MOST_SPANS` spans that cover all: those with the smallest gaps are joined."""
    kept = sorted(set(spans), key=lambda span: (span.first, span.last))
    while len(kept) > MOST_SPANS:
        joined = min(range(len(kept) - 1), key=lambda place: kept[place + 1].first - kept[place].last)
        one, other = kept[joined : joined + 2]
        kept[joined : joined + 2] = [Span(one.first, max(one.last, other.last))]
    return tuple(kept)


def newest_order(entry: int, found_by: Findable) -> int:
    """A number that puts entries in order of publication, no two the same."""
    return (found_by.published.toordinal() if found_by.published else 0) * ENTRIES_A_DAY + entry


def _write_texts(values: dict[str, Any], name: str, texts: Iterable[tuple[str, str]]) -> None:
    for language, text in texts:
        told = pieces_of(text)
        values.setdefault(name, []).append(told)
        for code in STEMMED:
            if language[:2] in (code, "", "un"):
                values.setdefault(f"{name}_{code}", []).append(told)


def _decades(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        begins = _FIRST_DECADE if span.first <= EARLIEST else year_of_day(span.first)
        ends = _LAST_DECADE if span.last >= LATEST else year_of_day(span.last)
        for year in range(max(begins, _FIRST_DECADE) // 10 * 10, min(ends, _LAST_DECADE) + 1, 10):
            yield str(year)


def _title_order(title: str) -> int:
    """A number in the order of titles, by the first twelve letters of the Latin script or the first few of another.

    >>> titles = ["", "100 cores", "Alps", "Éclair", "Zebra", "Море"]
    >>> sorted(titles, key=_title_order) == titles
    True
    """
    told = " ".join(words_of(title))
    if told and told[0] not in _LETTERS:
        return len(_LETTERS) ** _LETTERS_OF_ORDER + int.from_bytes(
            told.encode()[:_BYTES_OF_ORDER].ljust(_BYTES_OF_ORDER)
        )
    order = 0
    for letter in told[:_LETTERS_OF_ORDER].ljust(_LETTERS_OF_ORDER, "\x00"):
        order = order * len(_LETTERS) + _LETTERS.get(letter, len(_LETTERS) - 1)
    return order
