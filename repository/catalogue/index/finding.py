"""Answers of the index: the entries of a page, how many in all, and what they are counted by."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import tantivy
from tantivy import Order, Query

from repository.catalogue.index.asking import Asking
from repository.catalogue.index.fields import NO_ENTRY, PEOPLE, WEIGHTS
from repository.catalogue.index.folder import list_of_segments, open_index
from repository.catalogue.question import Question, Sort
from repository.catalogue.words import fold, terms_of

VALUES_SHOWN: Final = 10
_DECADES: Final = 40
_CANDIDATES: Final = 20_000
_ALIKE: Final = 0.3
"""Share of letter triples in common from which on another word is what was meant."""
_BEST: Final = (None, Order.Desc)
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
    """The entries of the page by their numbers, how many there are in all; facet -> counts; decade -> how many.

    ``last``: the place of the last of them in the order by date, which the next page comes ``after``.
    """

    entries: tuple[int, ...]
    total: int
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    decades: Mapping[int, int] = field(default_factory=dict)
    last: int | None = None


class IndexReader:
    """Reads one index. Each question sees the newest commit, of whichever process."""

    def __init__(self, root: Path) -> None:
        self._index = open_index(root)
        self._asking = Asking(self._index.schema)
        self._segments = list_of_segments(root)

    @property
    def commit(self) -> tuple[int, int]:
        """Tells one state of the index from another, without a question to it: what `find` says next is as new."""
        seen = self._segments.stat()
        return seen.st_mtime_ns, seen.st_ino

    @property
    def followed(self) -> int:
        """Up to which change of the database the index has followed; 0 for an empty one."""
        self._index.reload()
        searcher = self._index.searcher()
        hits = searcher.search(Query.term_query(self._index.schema, "entry", NO_ENTRY), 1).hits
        return int(searcher.doc(hits[0][1]).get_first("followed") or 0) if hits else 0

    def better_spelling(self, typed: str) -> str:
        """What was typed with each word that no text has replaced by the nearest one that some has; empty for none."""
        self._index.reload()
        searcher = self._index.searcher()
        words = [word for term in terms_of(typed) if not term.is_excluded for word in term.words]
        better = [self._nearest(searcher, word) for word in words]
        return " ".join(better) if better != words and all(better) else ""

    def _nearest(self, searcher: tantivy.Searcher, word: str) -> str:
        """The word itself where it is known, else the one most like it; empty where none is like it."""
        if any(searcher.doc_freq(text, word) for text in (*WEIGHTS, PEOPLE)):
            return word
        known = Counter[str]()
        for text in (*WEIGHTS, PEOPLE):
            known.update(dict(searcher.terms_with_prefix(text, word[:1], limit=_CANDIDATES)))
        near = [(likeness(word, other), count, other) for other, count in known.items()]
        alike, _count, nearest = max(near, default=(0.0, 0, ""))
        return nearest if alike >= _ALIKE else ""

    def entries_of_people(self, beginnings: Iterable[str], *, most: int, origin: str = "local") -> tuple[int, ...]:
        """The numbers of entries with people whose names have words that begin so, the newest first."""
        self._index.reload()
        searcher = self._index.searcher()
        query = self._asking.people(map(fold, beginnings), origin=origin)
        hits = searcher.search(query, most, count=False, order_by_field="newest").hits
        return tuple(_numbers(searcher, "entry", [address for _key, address in hits]))

    def find(
        self,
        question: Question,
        *,
        facets: Sequence[str] = (),
        synonyms: Mapping[str, Sequence[str]] | None = None,
        among_many: Iterable[int] = (),
    ) -> Found:
        """What a question finds, with the counts of some facets; facets and decades count as if not narrowed by."""
        self._index.reload()
        searcher = self._index.searcher()
        known = tuple(among_many)

        def query(without: str = "") -> Query:
            return self._asking.query(question, without=without, synonyms=synonyms, among_many=known)

        whole = query()
        by, order = _ORDERS.get(question.sort) or (_BEST if question.words else _ORDERS[Sort.NEWEST])
        first = (question.page - 1) * question.size
        found = searcher.search(whole, question.size, offset=first, order_by_field=by, order=order)
        free = [code for code in facets if not question.values_of(code)]
        wanted: dict[str, Any] = {code: _terms(f"of_{code}", VALUES_SHOWN) for code in free}
        if not question.span:
            wanted["decade"] = _terms("decade", _DECADES)
        counts = searcher.aggregate(whole, wanted) if facets else {}
        if facets and question.span:
            always = self._asking.query(replace(question, since="", until=""), synonyms=synonyms, among_many=known)
            counts |= searcher.aggregate(always, {"decade": _terms("decade", _DECADES)})
        for code in facets:
            if code not in free:
                counts |= searcher.aggregate(query(code), {code: _terms(f"of_{code}", VALUES_SHOWN)})
        addresses = [address for _key, address in found.hits]
        return Found(
            entries=tuple(_numbers(searcher, "entry", addresses)),
            total=int(getattr(found, "count")),  # noqa: B009 - there, but not in the types of tantivy
            facets={code: _counted(counts[code]) for code in facets},
            decades={int(each.value): each.count for each in _counted(counts["decade"])} if facets else {},
            last=next(_numbers(searcher, "newest", addresses[-1:]), None),
        )

    def values(
        self, question: Question, facet: str, *, most: int, synonyms: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[Counted, ...]:
        """The most frequent values of one facet among what a question finds, counted as if not narrowed by it."""
        self._index.reload()
        query = self._asking.query(question, without=facet, synonyms=synonyms)
        return _counted(self._index.searcher().aggregate(query, {facet: _terms(f"of_{facet}", most)})[facet])


def _numbers(searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]) -> Iterator[int]:
    for number in searcher.fast_field_values(name, addresses):
        yield int(number or NO_ENTRY)


def _terms(name: str, size: int) -> dict[str, Any]:
    return {"terms": {"field": name, "size": size}}


def _counted(told: Mapping[str, Any]) -> tuple[Counted, ...]:
    return tuple(Counted(str(each["key"]), int(each["doc_count"])) for each in told["buckets"])


def likeness(one: str, other: str) -> float:
    """The share of letter triples that two words have in common, 0 to 1, as PostgreSQL's pg_trgm counts them.

    >>> likeness("salinity", "salinity"), round(likeness("salintiy", "salinity"), 2)
    (1.0, 0.38)
    """
    first, second = _triples(one), _triples(other)
    return len(first & second) / len(first | second)


def _triples(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
