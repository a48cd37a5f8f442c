"""Answers of the index: the entries of a page, how many in all, and what they are counted by."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from repository.catalogue.closeness import Reach, Whereabouts
from repository.catalogue.index.counting import Asked, total_of
from repository.catalogue.index.exact import rejected
from repository.catalogue.index.fields import NO_ENTRY
from repository.catalogue.index.folder import failures_told
from repository.catalogue.index.near import neighbours
from repository.catalogue.index.seeing import Counted, Counts, Seeing, Seen
from repository.catalogue.index.spelling import better_spelling
from repository.catalogue.question import Question, Sort, query_string


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of the page by their numbers, how many there are in all; facet -> counts; decade -> how many.

    ``uncounted``: endless facets of a large index, of which the chosen values alone are counted.

    ``last``: the place of the last of them in the order by date, which the next page comes ``after``.
    """

    entries: tuple[int, ...]
    total: int
    facets: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict)
    decades: Mapping[int, int] = field(default_factory=dict)
    last: int | None = None
    uncounted: frozenset[str] = frozenset()


class IndexReader:
    """Reads one index. Each question sees the newest commit, of whichever process; many threads may ask at once.

    All raise IndexUnavailable where there is no index, or a damaged one.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seeing = Seeing(root)

    @property
    def commit(self) -> tuple[int, int]:
        """Tells one state of the index from another, without a question to it: what `find` says next is as new."""
        stamp = self._seeing.stamp()
        return stamp.modified_ns, stamp.inode

    @property
    def followed(self) -> int:
        """Up to which change of the database the index has followed; 0 for an empty one."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            return _followed(seen)

    def near(self, here: Whereabouts, *, reach: Reach, without: int = NO_ENTRY) -> tuple[int, ...]:
        """The numbers of the closest entries in space and time, closest first, but for one of them."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            return neighbours(seen.searcher, seen.source.schema, here, reach=reach, without=without)

    def better_spelling(self, typed: str) -> str:
        """What was typed with each word that no text has replaced by the nearest one that some has; empty for none."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            return better_spelling(seen.searcher, typed)

    def entries_of_people(self, beginnings: Iterable[str], *, most: int, origin: str = "local") -> tuple[int, ...]:
        """The numbers of entries with people whose names have words that begin so, the newest first."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            query = seen.asking.people(beginnings, origin=origin)
            hits = seen.searcher.search(query, most, count=False, order_by_field="newest").hits
            return tuple(_numbers(seen.searcher, "entry", [address for _key, address in hits]))

    def find(
        self, question: Question, *, facets: Sequence[str] = (), synonyms: Mapping[str, Sequence[str]] | None = None
    ) -> Found:
        """What a question finds, with the counts of some facets; facets and decades count as if not narrowed by.

        Counts are made once for all pages and orders of a list, until something is committed.
        """
        seen = self._seeing.newest()
        with failures_told(self._root):
            asked = Asked(seen, question, synonyms, rejected(seen, question, synonyms))
            key = _key_of_counts(question, facets, synonyms)
            kept = seen.counts.find(key) if facets else Counts({}, {})
            found, counted = asked.answer(() if kept else facets)
            if kept is None:
                told = {code: _counted(counted[code]) for code in facets if code in counted}
                kept = Counts(told, {int(each.value): each.count for each in _counted(counted["decade"])})
                seen.counts.keep(key, kept)
            addresses = [address for _key, address in found.hits]
            return Found(
                entries=tuple(_numbers(seen.searcher, "entry", addresses)),
                total=total_of(found),
                facets=kept.facets,
                decades=kept.decades,
                uncounted=asked.left_out.intersection(facets) if found.hits else frozenset(),
                last=next(_numbers(seen.searcher, "newest", addresses[-1:]), None),
            )

    def count(
        self, question: Question, *, synonyms: Mapping[str, Sequence[str]] | None = None, newer_than: int | None = None
    ) -> int:
        """How many a question finds; of these only the entries with a higher number than ``newer_than``."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            asked = Asked(seen, question, synonyms, rejected(seen, question, synonyms))
            return asked.count(newer_than)

    def values(
        self, question: Question, facet: str, *, most: int, synonyms: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[Counted, ...]:
        """The most frequent values of one facet among what a question finds, counted as if not narrowed by it."""
        seen = self._seeing.newest()
        with failures_told(self._root):
            asked = Asked(seen, question, synonyms, rejected(seen, question, synonyms))
            return _counted(asked.values(facet, most))


def _followed(seen: Seen) -> int:
    query = Query.term_query(seen.source.schema, "entry", NO_ENTRY)
    hits = seen.searcher.search(query, 1).hits
    return int(seen.searcher.doc(hits[0][1]).get_first("followed") or 0) if hits else 0


def _key_of_counts(question: Question, facets: Sequence[str], synonyms: Mapping[str, Sequence[str]] | None) -> Hashable:
    """All that the counts of one state depend on: the list, but neither its page nor its order."""
    of_all = replace(question, page=1, size=Question().size, sort=Sort.BEST, ignored=())
    known = tuple((word, tuple(others)) for word, others in (synonyms or {}).items())
    return query_string(of_all), question.after, tuple(facets), known


def _numbers(searcher: tantivy.Searcher, name: str, addresses: list[tantivy.DocAddress]) -> Iterator[int]:
    for number in searcher.fast_field_values(name, addresses):
        yield int(number or NO_ENTRY)


def _counted(told: Mapping[str, Any]) -> tuple[Counted, ...]:
    return tuple(Counted(str(each["key"]), int(each["doc_count"])) for each in told["buckets"])
