"""Answers of the index: the entries of a page, how many in all, and what they are counted by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tantivy import Order, Query

from repository.catalogue.index.asking import Asking
from repository.catalogue.index.fields import NO_ENTRY
from repository.catalogue.index.folder import open_index
from repository.catalogue.question import PAGE_SIZE, Question, Sort

VALUES_SHOWN: Final = 10
_DECADES: Final = 40
_ORDERS: Final = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.OLDEST: ("newest", Order.Asc),
    Sort.TITLE: ("title_order", Order.Asc),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a facet and how many of the found have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of the page by their numbers, how many there are in all; facet -> counts; decade -> how many."""

    entries: tuple[int, ...]
    total: int
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    decades: Mapping[int, int] = field(default_factory=dict)


class IndexReader:
    """Reads one index. Each question sees the newest commit, of whichever process."""

    def __init__(self, root: Path) -> None:
        self._index = open_index(root)
        self._asking = Asking(self._index.schema)

    @property
    def followed(self) -> int:
        """Up to which change of the database the index has followed; 0 for an empty one."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(Query.term_query(self._index.schema, "entry", NO_ENTRY), 1).hits
        return int(searcher.doc(hits[0][1]).get_first("followed") or 0) if hits else 0

    def find(
        self,
        question: Question,
        *,
        facets: Sequence[str] = (),
        synonyms: Mapping[str, Sequence[str]] | None = None,
        among_many: Iterable[int] = (),
    ) -> Found:
        """What a question finds, with the counts of some facets; a facet is counted as if it were not narrowed by."""
        self._index.reload()
        searcher = self._index.searcher()
        known = tuple(among_many)

        def query(without: str = "") -> Query:
            return self._asking.query(question, without=without, synonyms=synonyms, among_many=known)

        whole = query()
        order = _ORDERS.get(question.sort) or (None if question.words else _ORDERS[Sort.NEWEST])
        ordered = {"order_by_field": order[0], "order": order[1]} if order else {}
        found = searcher.search(whole, PAGE_SIZE, offset=(question.page - 1) * PAGE_SIZE, **ordered)
        free = [code for code in facets if not question.values_of(code)]
        wanted: dict[str, Any] = {code: _terms(f"of_{code}", VALUES_SHOWN) for code in free}
        counts = searcher.aggregate(whole, {**wanted, "decade": _terms("decade", _DECADES)}) if facets else {}
        for code in facets:
            if code not in free:
                counts |= searcher.aggregate(query(code), {code: _terms(f"of_{code}", VALUES_SHOWN)})
        return Found(
            entries=tuple(searcher.fast_field_values("entry", [address for _key, address in found.hits])),
            total=found.count,
            facets={code: _counted(counts[code]) for code in facets},
            decades={int(each.value): each.count for each in _counted(counts["decade"])} if facets else {},
        )


def _terms(name: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": name, "size": size}}


def _counted(told: Mapping[str, Any]) -> tuple[Counted, ...]:
    return tuple(Counted(str(each["key"]), int(each["doc_count"])) for each in told["buckets"])
