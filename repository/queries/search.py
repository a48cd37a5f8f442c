"""The catalogue as a list: what a question finds, a page at a time, with exact counts by every facet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import F
from django.urls import reverse

from repository.access import files_are_open, sure_day
from repository.catalogue.facets import FACETS
from repository.catalogue.index.finding import Found, IndexReader
from repository.catalogue.kept import as_far_as_told
from repository.catalogue.question import Question
from repository.catalogue.words import TermKind, terms_of
from repository.models import ASKED_ONLY, AccessPolicy, CatalogueEntry, Dataset, Pole
from repository.queries.periods import period_text
from repository.queries.search_inside import insides_of
from repository.queries.search_marks import Marking
from repository.queries.search_names import facet_views, value_name
from repository.queries.search_parts import Fewer, Hit, Results
from repository.queries.search_synonyms import synonyms_of

_SHOWN_BOXES: Final = 4
_MOST_LEFT_OUT: Final = 5
"""So many words are left out one by one to see what there is without them."""

Synonyms = Mapping[str, Sequence[str]]


def search_catalogue(question: Question, *, reader: IndexReader, with_facets: bool = True) -> Results:
    """What a question finds; a page after the last is the last one."""
    synonyms = synonyms_of(question.words)
    codes = [facet.code for facet in FACETS] if with_facets else []
    found = reader.find(question, facets=codes, synonyms=synonyms)
    last = max(1, -(-found.total // question.size))
    if question.page > last:
        question = replace(question, page=last)
        found = reader.find(question, facets=codes, synonyms=synonyms)
    poles = {pole.code: pole for pole in Pole.objects.all()}
    words_alone = Question(words=question.words)
    whole = replace(question, after=None, size=1)
    is_nothing = not found.total and question.after is None
    is_narrowed = is_nothing and question.words and replace(question, page=1, size=words_alone.size) != words_alone
    return Results(
        question=question,
        hits=_hits(found, poles, question),
        total=found.total if question.after is None else reader.find(whole, synonyms=synonyms).total,
        facets=facet_views(found, question, poles) if with_facets else (),
        decades=found.decades,
        elsewhere=reader.find(words_alone, synonyms=synonyms).total if is_narrowed else 0,
        instead=_instead(question, reader) if is_nothing else None,
        fewer=_fewer(question, reader, synonyms) if is_nothing else (),
        rest=found.total - (question.page - 1) * question.size - len(found.entries),
        last=found.last,
    )


def _instead(question: Question, reader: IndexReader) -> Question | None:
    """The question in a better spelling that finds something; without its filters where with them there is nothing."""
    words = reader.better_spelling(question.words)
    if not words:
        return None
    better = replace(question, words=words, page=1)
    return better if reader.find(better, synonyms=synonyms_of(words)).total else Question(words=words)


def _fewer(question: Question, reader: IndexReader, synonyms: Synonyms) -> tuple[Fewer, ...]:
    """What there is without one of a few words, the filters as they are; most first."""
    terms = [term for term in terms_of(question.words) if not term.is_excluded and term.kind is not TermKind.IDENTIFIER]
    words = question.words.split()
    if len(terms) != len(words) or not 2 <= len(words) <= _MOST_LEFT_OUT:
        return ()
    found = []
    for place, word in enumerate(words):
        kept = " ".join(words[:place] + words[place + 1 :])
        total = reader.find(replace(question, words=kept, page=1), synonyms=synonyms).total
        found.append(Fewer(kept, word, total))
    return tuple(sorted((each for each in found if each.total), key=lambda each: -each.total))


def _hits(found: Found, poles: Mapping[str, Pole], question: Question) -> tuple[Hit, ...]:
    """The entries in the order of the index; one that was taken away a moment ago is left out."""
    rows = CatalogueEntry.objects.defer(*ASKED_ONLY).annotate(until=F("dataset__current_version__embargo_until"))
    entries = rows.in_bulk(found.entries)
    known = [entry for number in found.entries if (entry := entries.get(number)) and entry.found_by]
    marking = Marking(question.words)
    today = sure_day() if any(entry.until for entry in known) else None
    hits = [_hit(entry, poles, marking, today, number) for number, entry in enumerate(known, start=1)]
    pairs = [(entry.dataset_id, hit) for entry, hit in zip(known, hits, strict=True)]
    are_open = {key: hit.identifier.partition("/")[2] for key, hit in pairs if key and hit.access == AccessPolicy.OPEN}
    insides = insides_of(question, are_open)
    return tuple(replace(hit, inside=insides.get(key or 0)) for key, hit in pairs)


def _hit(entry: CatalogueEntry, poles: Mapping[str, Pole], marking: Marking, today: date | None, number: int) -> Hit:
    until = getattr(entry, "until", None)
    is_open = files_are_open(Dataset(access=entry.access, embargo_until=until), day=today)
    is_ours = entry.origin == "local"
    found_by = as_far_as_told(entry.found_by)
    return Hit(
        number=number,
        identifier=entry.identifier,
        url=reverse("landing", args=[entry.identifier.partition("/")[2]]) if is_ours else entry.identifier,
        title=entry.title,
        lang=entry.title_language if entry.title_language != "und" else "",
        creators=tuple(str(name) for name in entry.creators),
        abstract=entry.abstract,
        poles=tuple(poles[code].name for code in entry.poles if code in poles),
        published=entry.published,
        modified=entry.modified,
        period=entry.period,
        period_words=period_text(entry.period),
        depth=found_by.depth,
        forms=found_by.facets.get("filetype", ()),
        access=AccessPolicy.OPEN.value if is_open else entry.access,
        embargo_until=None if is_open else until,
        is_ours=is_ours,
        boxes=tuple((box.west, box.south, box.east, box.north) for box in found_by.boxes[:_SHOWN_BOXES]),
        title_parts=marking.parts(entry.title),
        form_names=tuple(value_name("filetype", form, poles) for form in found_by.facets.get("filetype", ())),
    )
