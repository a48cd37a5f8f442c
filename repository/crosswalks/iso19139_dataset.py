"""ISO 19139: the identification of the dataset (gmd:MD_DataIdentification)."""

from collections.abc import Iterable, Iterator
from typing import Final

from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.iso19139_parties import responsible
from repository.crosswalks.iso_constraints import constraints
from repository.crosswalks.iso_extents import extent, resolutions
from repository.crosswalks.iso_keywords import of_variables, others, themes
from repository.crosswalks.iso_links import Work, supplement, works
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import cited, credit_words, points_of_contact
from repository.crosswalks.iso_shapes import (
    citation,
    date,
    date_words,
    identifier,
    identifier_of,
    keywords,
    named_citation,
    own_dates,
    own_identifiers,
)
from repository.crosswalks.iso_terms import ASSOCIATIONS, is_growing
from repository.record.model import Record
from repository.record.subjects import Named

_PUBLISHED_THEMES: Final = "2008-06-01"
_ADDED_TOPICS: Final = frozenset({"disaster", "extraTerrestrial"})
"""Topic categories that ISO 19139 does not have yet."""


def dataset(pen: Pen, record: Record, edition: Edition) -> str:
    """The one identification, in the order of the schema."""
    return "".join(
        (
            "<gmd:MD_DataIdentification>",
            _citation(pen, record, edition),
            pen.texts("gmd:abstract", record.abstract) if record.abstract else pen.nil("gmd:abstract", "missing"),
            *(pen.line("gmd:credit", words) for words in dict.fromkeys(credit_words(record))),
            pen.code("gmd:status", "gmd:MD_ProgressCode", _status(record, edition)),
            *(responsible(pen, "gmd:pointOfContact", each) for each in points_of_contact(record, edition)),
            _maintenance(pen, record),
            *_keywords(pen, record),
            *constraints(pen, record, edition),
            *(_aggregate(pen, work) for work in works(record, edition)),
            *_initiatives(pen, record),
            *(f"<gmd:spatialResolution><gmd:MD_Resolution>{each}</gmd:MD_Resolution></gmd:spatialResolution>"
              for each in resolutions(pen, record)),
            *(pen.language("gmd:language", tag) for tag in dict.fromkeys(record.data_languages or (pen.main,))),
            pen.code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8"),
            *(f"<gmd:topicCategory><gmd:MD_TopicCategoryCode>{topic}</gmd:MD_TopicCategoryCode></gmd:topicCategory>"
              for topic in record.topics if topic not in _ADDED_TOPICS),
            extent(pen, record),
            _supplement(pen, record, edition),
            "</gmd:MD_DataIdentification>",
        )
    )  # fmt: skip


def _citation(pen: Pen, record: Record, edition: Edition) -> str:
    """Titles, dates, identifiers, parties; how many times the description was made public is its edition."""
    alternate = "".join(pen.spoken("gmd:alternateTitle", each.text, each.language) for each in record.other_titles)
    middle = pen.line("gmd:edition", str(edition.number)) + "".join(own_identifiers(pen, record, edition))
    parties = "".join(responsible(pen, "gmd:citedResponsibleParty", agent) for agent in cited(record, edition))
    inside = citation(
        pen,
        pen.texts("gmd:title", record.title, whole=True) + alternate,
        dates="".join(dict.fromkeys(own_dates(pen, record, edition))),
        middle=middle,
        rest=parties + _details(pen, date_words(record)),
    )
    return f"<gmd:citation>{inside}</gmd:citation>"


def _details(pen: Pen, said: Iterable[str]) -> str:
    """All that is left to say of a citation, a line each: the schema has one place for it."""
    words = "\n".join(part for part in said if part)
    return pen.line("gmd:otherCitationDetails", words) if words else ""


def _status(record: Record, edition: Edition) -> str:
    if edition.status is EditionStatus.WITHDRAWN:
        return "obsolete"
    return "onGoing" if is_growing(record) else "completed"


def _maintenance(pen: Pen, record: Record) -> str:
    if record.update_frequency is None:
        return ""
    code = pen.code("gmd:maintenanceAndUpdateFrequency", "gmd:MD_MaintenanceFrequencyCode", record.update_frequency)
    inside = f"<gmd:MD_MaintenanceInformation>{code}</gmd:MD_MaintenanceInformation>"
    return f"<gmd:resourceMaintenance>{inside}</gmd:resourceMaintenance>"


def _keywords(pen: Pen, record: Record) -> Iterator[str]:
    """The INSPIRE themes, then every other keyword, then names of variables from vocabularies."""
    yield from keywords(pen, themes(record), day=_PUBLISHED_THEMES)
    added = (topic for topic in record.topics if topic in _ADDED_TOPICS)
    yield from keywords(pen, (*others(record), *of_variables(record, added)))


def _aggregate(pen: Pen, work: Work) -> str:
    """Another work. The relation in the words of DataCite is the first line of the details."""
    dates = date(pen, "gmd:date", work.day, "publication") if work.day else ""
    middle = identifier(pen, "gmd:identifier", work.identifier, uri=work.uri, space=work.kind)
    title = work.title or work.identifier
    rest = _details(pen, (work.relation, work.citation))
    name = named_citation(pen, "gmd:aggregateDataSetName", title, dates=dates, middle=middle, rest=rest)
    kind = ASSOCIATIONS.get(work.relation, "crossReference")
    return _aggregation(name + pen.code("gmd:associationType", "gmd:DS_AssociationTypeCode", kind))


def _initiatives(pen: Pen, record: Record) -> Iterator[str]:
    """Projects, campaigns, platforms and instruments: the larger works that the dataset is part of."""
    named: tuple[tuple[str, tuple[Named, ...]], ...] = (
        ("project", record.projects),
        ("campaign", record.campaigns),
        ("platform", record.platforms),
        ("sensor", record.instruments),
    )
    for initiative, entries in named:
        for entry in entries:
            middle = identifier_of(pen, "gmd:identifier", entry)
            code = pen.code("gmd:associationType", "gmd:DS_AssociationTypeCode", "largerWorkCitation")
            code += pen.code("gmd:initiativeType", "gmd:DS_InitiativeTypeCode", initiative)
            yield _aggregation(named_citation(pen, "gmd:aggregateDataSetName", entry.name, middle=middle) + code)


def _aggregation(inside: str) -> str:
    shape = f"<gmd:MD_AggregateInformation>{inside}</gmd:MD_AggregateInformation>"
    return f"<gmd:aggregationInfo>{shape}</gmd:aggregationInfo>"


def _supplement(pen: Pen, record: Record, edition: Edition) -> str:
    """Sentences of ISO 19115 at large, then what only its older XML has no place for."""
    said = [*supplement(record, edition)]
    if record.processing_level:
        said.append(f"Processing level: {record.processing_level}")
    if record.temporal_resolution and record.temporal_resolution.duration:
        said.append(f"Temporal resolution: {record.temporal_resolution.duration}")
    said += [f"Spatial resolution: {each.note.best(pen.main)}" for each in record.spatial_resolution if each.note]
    words = "\n".join(part for part in said if part)
    return pen.line("gmd:supplementalInformation", words) if words else ""
