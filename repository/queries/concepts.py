"""All vocabularies searched at once: the best concepts for what was typed, in both languages, and those above them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from repository.models import Concept, ConceptScheme, LabelKind
from repository.queries.concept_entries import entry_for
from repository.vocabularies.words import folded, has_words, tsquery

MOST_HITS: Final = 20
SHORTEST: Final = 2
"""Letters that must be typed before anything is looked up."""
_DEEPEST: Final = 8
_CANDIDATES: Final = 60
_LOOKED_AT: Final = 2000
"""Rows that begin so, or have all the words, of which the shortest are taken: a bound for very common words."""

_BY_BEGINNING: Final = f"""
(SELECT concept_id, 0 AS stage, kind, language, folded FROM repository_conceptlabel
  WHERE folded = %(text)s AND scheme_id = ANY(%(schemes)s) LIMIT {_CANDIDATES})
UNION ALL
(SELECT concept_id, 1, kind, language, folded FROM (
    SELECT concept_id, kind, language, folded FROM repository_conceptlabel
    WHERE folded LIKE %(beginning)s AND scheme_id = ANY(%(schemes)s) LIMIT {_LOOKED_AT}) AS beginning_so
  ORDER BY kind, length(folded), folded COLLATE "C" LIMIT {_CANDIDATES})
"""  # noqa: S608  (only numbers of this module)

_BY_WORDS: Final = f"""
SELECT concept_id, 2, kind, language, folded FROM (
    SELECT concept_id, kind, language, folded FROM repository_conceptlabel
    WHERE words @@ %(words)s::tsquery AND scheme_id = ANY(%(schemes)s) LIMIT {_LOOKED_AT}) AS having_all
  ORDER BY kind, length(folded), folded COLLATE "C" LIMIT {_CANDIDATES}
"""  # noqa: S608  (likewise)


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """One concept found. ``label`` is in ``language``; ``matched``: the other name that was found, where it was that.

    ``path``: the labels of the concepts above, the highest first; ``entry``: what a record takes from it.
    """

    uri: str
    label: str
    language: str
    matched: str
    scheme: str
    scheme_title: str
    definition: str
    definition_language: str
    path: tuple[str, ...]
    entry: dict[str, Any]


def search_concepts(
    text: str, *, box: str, language: str, scheme: str = "", most: int = MOST_HITS
) -> tuple[ConceptHit, ...]:
    """The best concepts of all vocabularies of a box, or of one of them: the same name, its beginning, its words."""
    asked = folded(text)
    among = ConceptScheme.objects.filter(uses__contains=[box])
    schemes = {each.pk: each for each in (among.filter(slug=scheme) if scheme else among)}
    if len(asked) < SHORTEST or not schemes:
        return ()
    found = _best(asked, list(schemes), language, min(most, MOST_HITS))
    concepts = Concept.objects.in_bulk(found)
    paths = _paths(found, language)
    return tuple(
        _hit(
            concepts[key],
            schemes[concepts[key].scheme_id],
            asked=asked,
            box=box,
            language=language,
            path=paths.get(key, ()),
        )
        for key in found
        if key in concepts
    )


def _best(asked: str, schemes: Sequence[int], language: str, most: int) -> list[int]:
    """Keys of concepts, the best first, each once. Words are looked for only where beginnings do not give enough."""
    values: dict[str, Any] = {"text": asked, "beginning": f"{asked}%", "words": tsquery(asked), "schemes": schemes}
    with connection.cursor() as cursor:
        cursor.execute(_BY_BEGINNING, values)
        rows = cursor.fetchall()
        if len({row[0] for row in rows if row[2] == LabelKind.PREFERRED}) < most:
            cursor.execute(_BY_WORDS, values)
            rows += cursor.fetchall()

    def order(row: tuple[int, int, int, str, str]) -> tuple[object, ...]:
        key, stage, kind, tag, name = row
        return (stage + (2 * min(kind, 1) if stage else 0), kind, tag not in (language, ""), len(name), name, key)

    return list(dict.fromkeys(row[0] for row in sorted(rows, key=order)))[:most]


def _paths(keys: Iterable[int], language: str) -> dict[int, tuple[str, ...]]:
    """Concept -> the labels above it, one way up where there are several, never round in a circle."""
    above: dict[int, int] = {}
    waiting = set(keys)
    for _step in range(_DEEPEST):
        links = Concept.broader.through.objects.filter(from_concept_id__in=waiting).order_by("-to_concept_id")
        found = dict(links.values_list("from_concept_id", "to_concept_id"))
        above |= found
        waiting = set(found.values()) - set(above)
        if not waiting:
            break
    names = {each.pk: _in(each.labels, language)[0] for each in Concept.objects.filter(pk__in=set(above.values()))}
    return {key: tuple(names[step] for step in _way_up(key, above) if step in names) for key in keys}


def _way_up(key: int, above: dict[int, int]) -> list[int]:
    way: list[int] = []
    while key in above and above[key] not in way and len(way) < _DEEPEST:
        key = above[key]
        way.append(key)
    return way[::-1]


def _hit(
    concept: Concept, scheme: ConceptScheme, *, asked: str, box: str, language: str, path: tuple[str, ...]
) -> ConceptHit:
    label, tag = _in(concept.labels, language)
    definition, definition_tag = _in(concept.definitions, language)
    return ConceptHit(
        uri=concept.uri,
        label=label,
        language=tag,
        matched=_other_name(concept, asked, language),
        scheme=scheme.slug,
        scheme_title=scheme.title(language),
        definition=definition,
        definition_language=definition_tag,
        path=path,
        entry=entry_for(box, concept, scheme),
    )


def _other_name(concept: Concept, asked: str, language: str) -> str:
    """The name that was found, where the label shown does not have the words: a synonym, or the other language."""
    wanted = asked.split()
    shown = _in(concept.labels, language)[0]
    names = [shown, *concept.labels.values(), *(name for some in concept.other_labels.values() for name in some)]
    for name in names:
        if has_words(folded(name), wanted):
            return "" if name == shown else name
    return ""


def _in(texts: dict[str, str], language: str) -> tuple[str, str]:
    """The text in a language, else in English, else any, with its language."""
    for tag in (language, "en", *texts):
        if texts.get(tag):
            return texts[tag], tag
    return "", ""
