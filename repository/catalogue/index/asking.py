"""A question as a query of the index, whole or without the filter of one facet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from repository.catalogue.boxes import Box, met_by
from repository.catalogue.index.fields import (
    CALLED,
    MANY_BOXES,
    MANY_SPANS,
    NO_ENTRY,
    PEOPLE,
    PEOPLE_WEIGHT,
    SLOTS,
    SPANS,
    STEMMED,
    WEIGHTS,
    analyzers,
)
from repository.catalogue.question import Question, Sort
from repository.catalogue.spans import Span
from repository.catalogue.words import Term, TermKind, is_unbroken, names_of, pieces_asked, terms_of, words_of

_SYNONYM_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Rejected:
    """Entries that a place or a time does not meet, though the fields that hold few boxes and days say so."""

    by_place: tuple[int, ...] = ()
    by_time: tuple[int, ...] = ()


NONE_REJECTED: Final = Rejected()


class Asking:
    """Builds queries over one schema. Analyzers are made once: they cost more than a query."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._analyzers = analyzers()

    def query(
        self,
        question: Question,
        *,
        without: str = "",
        synonyms: Mapping[str, Sequence[str]] | None = None,
        rejected: Rejected = NONE_REJECTED,
    ) -> Query:
        """The query of a question, its filter by the facet ``without`` left out.

        ``synonyms``: a term's words joined by blanks -> folded phrases that mean the same; ``rejected``: what the few
        fields of an entry say too much of.
        """
        parts = [*self._words(question.words, synonyms or {}), *self._facets(question, without)]
        parts += self._places(question, rejected)
        if span := question.span:
            parts.append((Occur.Must, self._any(self._span(slot, span) for slot in SPANS)))
            parts += self._but(rejected.by_time)
        if question.top is not None or question.bottom is not None:
            parts.append((Occur.Must, self._depth(question)))
        if question.after is not None:
            parts.append((Occur.Must, self._after(question.after, is_upwards=question.sort is Sort.OLDEST)))
        if not any(occur == Occur.Must for occur, _query in parts):
            parts.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
        parts.append((Occur.MustNot, Query.term_query(self._schema, "entry", NO_ENTRY)))
        return Query.boolean_query(parts)

    def doubtful(self, question: Question, field: str, *, synonyms: Mapping[str, Sequence[str]] | None) -> Query:
        """Without facets and scores: what a question may find, of all where ``field`` is empty, else what has many.

        What lies around several boxes or spans and wholly within what is asked for is beyond doubt.
        """
        parts = [(Occur.Must, self.query(replace(question, chosen={}), synonyms=synonyms))]
        if field:
            parts.append((Occur.Must, Query.term_query(self._schema, field, True)))
        if field == MANY_BOXES and question.place:
            parts += [(Occur.MustNot, self._within(slot, box)) for slot in SLOTS for box in question.place.parts]
        if field == MANY_SPANS and (span := question.span):
            parts += [(Occur.MustNot, self._during(slot, span)) for slot in SPANS]
        return Query.const_score_query(Query.boolean_query(parts), 0.0)

    def people(self, beginnings: Iterable[str], *, origin: str) -> Query:
        """Entries of an origin that have every one of the beginnings among the words of their people."""
        terms = [Term(TermKind.BEGINNING, words) for each in beginnings if (words := words_of(each))]
        begun = [query for term in terms if (query := self._met(PEOPLE, term, "plain", 1.0))]
        return self._all([*begun, Query.term_query(self._schema, "of_origin", origin)])

    def newer(self, query: Query, entry: int) -> Query:
        """The query, of the entries that were numbered after one alone."""
        later = Query.range_query(self._schema, "entry", FieldType.Unsigned, entry + 1, None)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, later)])

    def _words(self, typed: str, synonyms: Mapping[str, Sequence[str]]) -> Iterator[tuple[Occur, Query]]:
        terms = terms_of(typed)
        if typed and not terms:
            yield Occur.Must, Query.empty_query()
        while terms:
            run, others = _named_run(terms, synonyms)
            if run:
                yield Occur.Must, self._named(terms[:run], others)
            else:
                yield (Occur.MustNot if terms[0].is_excluded else Occur.Must), self._term(terms[0])
            terms = terms[run or 1 :]

    def _named(self, terms: Sequence[Term], names: Sequence[str]) -> Query:
        """All words of a concept's name, or one of its other names."""
        others = (self._term(Term(TermKind.PHRASE, tuple(name.split()))) for name in names)
        itself = Query.boolean_query([(Occur.Must, self._term(term)) for term in terms])
        return self._any([itself, *(Query.boost_query(other, _SYNONYM_WEIGHT) for other in others)])

    def _term(self, term: Term) -> Query:
        if term.kind is TermKind.IDENTIFIER:
            return Query.term_query(self._schema, "identifier", term.words[0])
        fields = [(text, weight) for text, weight in WEIGHTS.items()]
        others = [(PEOPLE, PEOPLE_WEIGHT), (CALLED, PEOPLE_WEIGHT)]
        ways = [self._met(field, term, "plain", weight) for field, weight in [*fields, *others]]
        for code in STEMMED:
            ways += [self._met(f"{field}_{code}", term, code, weight) for field, weight in fields]
        if len(term.words) == 1:
            ways.append(
                Query.boost_query(Query.term_query(self._schema, "identifier", term.words[0]), max(WEIGHTS.values()))
            )
        return Query.disjunction_max_query([way for way in ways if way is not None], 0.1)

    def _met(self, field: str, term: Term, analyzer: str, weight: float) -> Query | None:
        pieces = [cut for piece in pieces_asked(term.words) for cut in self._analyzers[analyzer].analyze(piece)]
        if not pieces:
            return None
        if len(pieces) == 1 and self._goes_on(term):
            if analyzer != "plain":
                return self._worded(field, pieces, weight)
            beginning = Query.regex_query(self._schema, field, f"{re.escape(pieces[0])}.*")
            return Query.boost_query(beginning, weight)
        if is_unbroken(term.words[-1]) and len(term.words[-1]) == 1:
            return Query.boost_query(Query.phrase_prefix_query(self._schema, field, list(pieces)), weight)
        return self._worded(field, pieces, weight)

    def _worded(self, field: str, pieces: Sequence[str], weight: float) -> Query:
        if len(pieces) == 1:
            return Query.boost_query(Query.term_query(self._schema, field, pieces[0]), weight)
        return Query.boost_query(Query.phrase_query(self._schema, field, list(pieces)), weight)

    def _goes_on(self, term: Term) -> bool:
        """Whether more letters may follow the one word of a term."""
        if is_unbroken(term.words[0]):
            return len(term.words[0]) == 1
        return term.kind is TermKind.BEGINNING

    def _facets(self, question: Question, without: str) -> Iterator[tuple[Occur, Query]]:
        for code, values in question.chosen.items():
            if code != without:
                chosen = Query.term_set_query(self._schema, f"of_{code}", list(values))
                yield Occur.Must, Query.const_score_query(chosen, 0.0)

    def _places(self, question: Question, rejected: Rejected) -> Iterator[tuple[Occur, Query]]:
        for parts in (question.place.parts if question.place else (), question.area.boxes if question.area else ()):
            if parts:
                yield Occur.Must, self._any(self._box(slot, box) for slot in SLOTS for box in met_by(parts))
        if question.place or question.area:
            yield from self._but(rejected.by_place)

    def _but(self, entries: Sequence[int]) -> Iterator[tuple[Occur, Query]]:
        if entries:
            yield Occur.MustNot, Query.term_set_query(self._schema, "entry", list(entries))

    def _after(self, place: int, *, is_upwards: bool) -> Query:
        ends = (place + 1, None) if is_upwards else (None, place - 1)
        beyond = Query.range_query(self._schema, "newest", FieldType.Integer, *ends)
        return Query.const_score_query(beyond, 0.0)

    def _box(self, slot: int, box: Box) -> Query:
        return self._all(
            self._range(f"{side}{slot}", low, high)
            for side, low, high in (
                ("west", None, box.east),
                ("east", box.west, None),
                ("south", None, box.north),
                ("north", box.south, None),
            )
        )

    def _span(self, slot: int, span: Span) -> Query:
        first = Query.range_query(self._schema, f"first{slot}", FieldType.Integer, None, span.last)
        return self._all([first, Query.range_query(self._schema, f"last{slot}", FieldType.Integer, span.first, None)])

    def _within(self, slot: int, box: Box) -> Query:
        return self._all(
            self._range(f"{side}{slot}", low, high)
            for side, low, high in (
                ("west", box.west, None),
                ("east", None, box.east),
                ("south", box.south, None),
                ("north", None, box.north),
            )
        )

    def _during(self, slot: int, span: Span) -> Query:
        first = Query.range_query(self._schema, f"first{slot}", FieldType.Integer, span.first, None)
        return self._all([first, Query.range_query(self._schema, f"last{slot}", FieldType.Integer, None, span.last)])

    def _depth(self, question: Question) -> Query:
        top, bottom = question.top, question.bottom
        if top is not None and bottom is not None:
            top, bottom = min(top, bottom), max(top, bottom)
        ends = []
        if bottom is not None:
            ends.append(self._range("top", None, bottom))
        if top is not None:
            ends.append(self._range("bottom", top, None))
        return self._all(ends)

    def _range(self, field: str, low: float | None, high: float | None) -> Query:
        low, high = (None if end is None else float(end) for end in (low, high))
        return Query.range_query(self._schema, field, FieldType.Float, low, high)

    def _any(self, queries: Iterable[Query]) -> Query:
        known = list(queries)
        return known[0] if len(known) == 1 else Query.boolean_query([(Occur.Should, query) for query in known])

    def _all(self, queries: Iterable[Query]) -> Query:
        return Query.const_score_query(Query.boolean_query([(Occur.Must, query) for query in queries]), 0.0)


def _named_run(terms: Sequence[Term], synonyms: Mapping[str, Sequence[str]]) -> tuple[int, Sequence[str]]:
    """How many terms from the first one are together the name of a concept, the most there are, and its other names."""
    for length in range(len(terms), 0, -1):
        run = terms[:length]
        if any(term.is_excluded or term.kind is TermKind.IDENTIFIER for term in run):
            continue
        for name in names_of(run):
            if others := synonyms.get(name):
                return length, others
    return 0, ()
