"""The ISO topic category of a NetCDF file: said in an attribute, by its keywords, its variables, or its convention."""

import re
from typing import Final

from repository.inspection.netcdf.header import Header, attribute, attributes
from repository.inspection.netcdf.notes import Notes
from repository.inspection.netcdf.variables import is_argo
from repository.inspection.reading import Json
from repository.inspection.topics import OCEANS, by_format, by_variables, topic_from_word, topic_of_keyword

_SAID: Final = (
    *("topic_category", "topicCategory", "iso_topic_category", "iso_topic_categories", "iso19115_topic_category"),
    *("topic_categories", "iso_topic"),
)
_LIST_OF_TOPICS: Final = re.compile(r"topic\W?categor", re.IGNORECASE)
"""Vocabularies of keywords that are the list of topics itself."""

_OF_THE_SEA: Final = ("SeaDataNet", "OceanSITES")
"""Conventions in which nothing but data of the sea is written."""


def topics(header: Header, notes: Notes) -> None:
    """Propose topics from the first of these that names any; after keywords and variables were proposed."""
    if not (_said(header, notes) or _by_keywords(header, notes)):
        measured = by_variables(_proposed(notes, "variables"))
        if measured:
            notes.proposals.append(measured)
        else:
            _by_convention(header, notes)


def _said(header: Header, notes: Notes) -> bool:
    found = header.first(*_SAID)
    if not found:
        return False
    topics = {topic for word in re.split(r"[;,]", found[1]) if (topic := topic_from_word(word))}
    notes.propose("topics", sorted(topics), attribute(found[0]))
    return bool(topics)


def _by_keywords(header: Header, notes: Notes) -> bool:
    """GCMD science keywords, or words of a vocabulary that is said to be the list of topics."""
    topics: set[str] = set()
    for keyword in _proposed(notes, "keywords"):
        scheme = f"{keyword.get('scheme', '')} {keyword.get('scheme_uri', '')}"
        for term in keyword["term"].values():
            is_word = bool(_LIST_OF_TOPICS.search(scheme))
            topics.add((topic_from_word(term) if is_word else topic_of_keyword(term, scheme)) or "")
    topics.discard("")
    names = [name for name in ("keywords", "keywords_vocabulary") if header.first(name)]
    notes.propose("topics", sorted(topics), attributes(*names) if names else attribute("keywords"))
    return bool(topics)


def _by_convention(header: Header, notes: Notes) -> None:
    conventions = header.first("Conventions")
    is_of_the_sea = conventions and any(name.lower() in conventions[1].lower() for name in _OF_THE_SEA)
    if conventions and is_of_the_sea:
        notes.propose("topics", [OCEANS], attribute(conventions[0]))
    elif is_argo(header):
        notes.proposals.append(by_format(OCEANS, "Argo"))


def _proposed(notes: Notes, field: str) -> list[Json]:
    return [each for proposal in notes.proposals if proposal.field == field for each in proposal.value]
