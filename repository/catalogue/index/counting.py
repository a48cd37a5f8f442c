"""One question to one state of the index: the page of the list and the counts beside it, worked out side by side."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final

import tantivy
from tantivy import Order, Query

from repository.catalogue.facets import ENDLESS_FACETS
from repository.catalogue.index.asking import Rejected
from repository.catalogue.index.exact import rejected
from repository.catalogue.index.seeing import Seen
from repository.catalogue.question import Question, Sort
from repository.catalogue.words import terms_of

VALUES_SHOWN: Final = 10
_DECADES: Final = {"decade": {"terms": {"field": "decade", "size": 40}}}
_VALUES_COUNTED: Final = 100_000
_BEST: Final = (None, Order.Desc)
_ORDERS: Final = {
    Sort.NEWEST: ("newest", Order.Desc),
    Sort.OLDEST: ("newest", Order.Asc),
    Sort.TITLE: ("title_order", Order.Asc),
}
MOST_WITH_ENDLESS: Final = 20_000
"""In an index of more documents the values of endless facets are not counted with every question."""
_BESIDE: Final = ThreadPoolExecutor(2, thread_name_prefix="catalogue")
"""The index library lets other threads go on while it works: two halves of the counts take half of the time."""

Wanted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one state of the index."""

    seen: Seen
    question: Question
    synonyms: Mapping[str, Sequence[str]] | None
    rejected: Rejected

    @property
    def left_out(self) -> frozenset[str]:
        """The facets whose values are not counted with every question."""
        return ENDLESS_FACETS if self.seen.searcher.num_docs > MOST_WITH_ENDLESS else frozenset()

    def answer(self, facets: Sequence[str]) -> tuple[tantivy.SearchResult, Wanted]:
        """The hits of the page, and the counts of some facets and the decades; no counts where no facet is asked.

        Of an endless facet of a large index the chosen values alone are counted, nothing where none is chosen.
        """
        whole = self._query()
        jobs = list(self._jobs(whole, facets)) if facets else []
        others = [_BESIDE.submit(self.seen.searcher.aggregate, query, wanted) for query, wanted in jobs]
        found = self._hits(whole)
        counts: Wanted = {}
        for other in others:
            counts |= other.result()
        told = (code for code in facets if code in counts or _chosen(code) in counts)
        return found, counts | {code: _joined(code, counts) for code in told}

    def count(self, newer_than: int | None) -> int:
        """How many there are; of these only the entries with a higher number."""
        query = self._query()
        if newer_than is not None:
            query = self.seen.asking.newer(query, newer_than)
        return total_of(self.seen.searcher.search(query, 1))

    def values(self, facet: str, most: int) -> Any:
        """The most frequent values, and all that are chosen: these stand in the list whatever else does."""
        query = self._query(without=facet)
        return _joined(facet, self.seen.searcher.aggregate(query, self._narrowed(facet, most)))

    def _hits(self, whole: Query) -> tantivy.SearchResult:
        by, order = _ORDERS.get(self.question.sort) or (_BEST if self.question.words else _ORDERS[Sort.NEWEST])
        first, size = (self.question.page - 1) * self.question.size, self.question.size
        return self.seen.searcher.search(whole, size, offset=first, order_by_field=by, order=order)

    def _jobs(self, whole: Query, facets: Sequence[str]) -> Iterator[tuple[Query, Wanted]]:
        """What is to be counted among what: each facet as if it were not narrowed by, decades as if time were not."""
        left_out = self.left_out
        narrowed = [code for code in facets if self.question.values_of(code)]
        for code in narrowed:
            yield self._query(without=code), self._narrowed(code, 0 if code in left_out else VALUES_SHOWN)
        free = {code: _terms(f"of_{code}", VALUES_SHOWN) for code in facets if code not in left_out.union(narrowed)}
        if self.question.span is not None:
            yield self._at_any_time(), dict(_DECADES)
        else:
            free |= _DECADES
        is_costly_to_meet = self.question.place or self.question.area or self.question.span
        if is_costly_to_meet or len(terms_of(self.question.words)) > 1:
            yield whole, free  # to find them out costs more than to count them
        else:
            yield whole, dict(list(free.items())[::2])
            yield whole, dict(list(free.items())[1::2])

    def _narrowed(self, code: str, most: int) -> Wanted:
        """A facet by which the question is narrowed: its most frequent values, and apart from them the chosen ones."""
        values = self.question.values_of(code)
        wanted = {code: _terms(f"of_{code}", most)} if most else {}
        if values:
            wanted[_chosen(code)] = _terms(f"of_{code}", len(values), include=list(values))
        return wanted

    def _query(self, without: str = "") -> Query:
        return self.seen.asking.query(self.question, without=without, synonyms=self.synonyms, rejected=self.rejected)

    def _at_any_time(self) -> Query:
        """The question without its period: what its place does not meet at other times was not looked for yet."""
        ever = replace(self.question, since="", until="")
        return self.seen.asking.query(ever, synonyms=self.synonyms, rejected=rejected(self.seen, ever, self.synonyms))


def total_of(found: tantivy.SearchResult) -> int:
    """How many there are in all, beside the hits of the page."""
    return int(getattr(found, "count"))  # noqa: B009 - there, but not in the types of tantivy


def _chosen(facet: str) -> str:
    return f"chosen {facet}"


def _joined(facet: str, counts: Wanted) -> Wanted:
    """The most frequent values of a facet, then those that are chosen and not among them."""
    found = list(counts[facet]["buckets"]) if facet in counts else []
    shown = {each["key"] for each in found}
    chosen = counts[_chosen(facet)]["buckets"] if _chosen(facet) in counts else ()
    return {"buckets": found + [each for each in chosen if each["key"] not in shown]}


def _terms(name: str, size: int, **more: Any) -> Wanted:
    """``segment_size``: each part of an index tells so many of its values, so that the sums are exact."""
    return {"terms": {"field": name, "size": size, "segment_size": _VALUES_COUNTED, **more}}
