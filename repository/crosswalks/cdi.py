"""Record -> a summary in the manner of SeaDataNet's Common Data Index (CDI), for datasets about the sea.

ISO 19139 by the schema of gmd alone: terms of SeaDataNet stand as anchors into its vocabularies (P02 parameters, L05
instruments, L06 platforms, L08 access, EDMO organisations), where the CDI profile has elements of its own (`sdn:`),
whose schema is not public here. One summary for the dataset; a CDI of SeaDataNet describes one measurement.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.iso19139_content import distribution, quality
from repository.crosswalks.iso19139_parties import responsible
from repository.crosswalks.iso_extents import extent
from repository.crosswalks.iso_pen import Pen, Spelling, pen_for
from repository.crosswalks.iso_people import cited, repository
from repository.crosswalks.iso_shapes import Word, citation, date, identifier, keywords
from repository.crosswalks.xml_text import document
from repository.record.model import Record
from repository.record.subjects import Named

TITLE: Final = "SeaDataNet CDI (summary)"
MEDIA_TYPE: Final = "application/vnd.iso19139.metadata+xml"
PROFILE: Final = "https://www.seadatanet.org/Metadata/CDI-Common-Data-Index"
_NVS: Final = "http://vocab.nerc.ac.uk/collection/"
_GMD: Final = "http://www.isotc211.org/2005/gmd"

CHECK: Final = XmlCheck(
    schema="schemas.opengis.net/iso/19139/20070417/gmx/gmx.xsd",
    mandatory={f"{{{_GMD}}}title": ("title",), f"{{{_GMD}}}dateStamp": ("publication", "date")},
    field_of={},
)

_SPELLING: Final = Spelling(
    cit="gmd", mri="gmd", mcc="gmd", lan="gmd", gex="gmd", mco="gmd", mmi="gmd", anchor="gmx:Anchor", link="gmd:URL",
    is_old=True, codes="http://standards.iso.org/iso/19139/resources/gmxCodelists.xml",
)  # fmt: skip

_OPEN: Final = (
    f'<gmd:MD_Metadata xmlns:gmd="{_GMD}" xmlns:gco="http://www.isotc211.org/2005/gco" '
    'xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_GMD} http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd">'
)


class _List(NamedTuple):
    """A vocabulary of SeaDataNet: its code, its name, and the kind of keyword it is for in a CDI."""

    code: str
    name: str
    kind: str


_PARAMETERS: Final = _List("P02", "SeaDataNet Parameter Discovery Vocabulary", "parameter")
_INSTRUMENTS: Final = _List("L05", "SeaDataNet device categories", "instrument")
_PLATFORMS: Final = _List("L06", "SeaVoX Platform Categories", "platform_class")
_OF_ACCESS: Final = {
    EditionAccess.OPEN: ("UN", "unrestricted"),
    EditionAccess.EMBARGOED: ("MO", "moratorium"),
    EditionAccess.RESTRICTED: ("RS", "by negotiation"),
}
"""Access -> code and term of L08."""


def applies(record: Record) -> bool:
    """Whether a summary makes sense: data of the ocean, with a place."""
    return "ocean" in record.poles and bool(record.place.boxes or record.place.polygons)


def local_identifier(edition: Edition) -> str:
    """The LOCAL_CDI_ID: the suffix of the DOI."""
    return edition.doi.partition("/")[2]


def render(record: Record, edition: Edition) -> bytes:
    """One complete `gmd:MD_Metadata` element, UTF-8, without XML declaration."""
    pen = pen_for(_SPELLING, record, edition)
    written = [
        _OPEN,
        *_description(pen, edition),
        _reference_system(pen),
        f"<gmd:identificationInfo>{_identification(pen, record, edition)}</gmd:identificationInfo>",
        distribution(pen, record, edition),
        quality(pen, record),
        "</gmd:MD_Metadata>",
    ]
    return document("".join(written))


def _description(pen: Pen, edition: Edition) -> Iterator[str]:
    yield pen.line("gmd:fileIdentifier", f"urn:SDN:CDI:LOCAL:{local_identifier(edition)}")
    yield pen.language("gmd:language", pen.main)
    yield pen.code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8")
    yield pen.code("gmd:hierarchyLevel", "gmd:MD_ScopeCode", "dataset")
    yield pen.line("gmd:hierarchyLevelName", "Common Data Index record", f"{_NVS}L23/current/CDI/")
    yield responsible(pen, "gmd:contact", repository(edition, "pointOfContact"))
    yield f"<gmd:dateStamp><gco:Date>{edition.updated.isoformat()}</gco:Date></gmd:dateStamp>"
    yield pen.line("gmd:metadataStandardName", "ISO 19115/SeaDataNet profile")
    yield pen.line("gmd:metadataStandardVersion", "1.0")
    yield pen.line("gmd:dataSetURI", edition.doi_url)
    if len(pen.locales) > 1:
        for tag in pen.locales:
            yield pen.locale("gmd:locale", tag)


def _reference_system(pen: Pen) -> str:
    """Positions of this repository are in WGS 84."""
    code = pen.line("gmd:code", "WGS 84 (EPSG:4326)", "http://www.opengis.net/def/crs/EPSG/0/4326")
    inside = f"<gmd:RS_Identifier>{code}</gmd:RS_Identifier>"
    shape = f"<gmd:referenceSystemIdentifier>{inside}</gmd:referenceSystemIdentifier>"
    return (
        f"<gmd:referenceSystemInfo><gmd:MD_ReferenceSystem>{shape}</gmd:MD_ReferenceSystem></gmd:referenceSystemInfo>"
    )


def _identification(pen: Pen, record: Record, edition: Edition) -> str:
    return "".join(
        (
            "<gmd:MD_DataIdentification>",
            _citation(pen, record, edition),
            pen.texts("gmd:abstract", record.abstract) if record.abstract else pen.nil("gmd:abstract", "missing"),
            pen.code("gmd:status", "gmd:MD_ProgressCode", _status(edition)),
            responsible(pen, "gmd:pointOfContact", repository(edition, "custodian")),
            *_keywords(pen, record),
            _constraints(pen, record, edition),
            *(pen.language("gmd:language", tag) for tag in dict.fromkeys(record.data_languages or (pen.main,))),
            pen.code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8"),
            "<gmd:topicCategory><gmd:MD_TopicCategoryCode>oceans</gmd:MD_TopicCategoryCode></gmd:topicCategory>",
            extent(pen, record),
            "</gmd:MD_DataIdentification>",
        )
    )


def _status(edition: Edition) -> str:
    return "obsolete" if edition.status is EditionStatus.WITHDRAWN else "completed"


def _citation(pen: Pen, record: Record, edition: Edition) -> str:
    """Title, LOCAL_CDI_ID as the other title, dates, the DOI; who made it is the originator."""
    title = pen.texts("gmd:title", record.title, whole=True)
    title += pen.line("gmd:alternateTitle", local_identifier(edition))
    dates = date(pen, "gmd:date", edition.published.isoformat(), "publication")
    if edition.updated > edition.published:
        dates += date(pen, "gmd:date", edition.updated.isoformat(), "revision")
    makers = (agent._replace(role="originator") for agent in cited(record, edition) if agent.role == "author")
    rest = "".join(responsible(pen, "gmd:citedResponsibleParty", agent) for agent in makers)
    middle = identifier(pen, "gmd:identifier", edition.doi_url)
    return f"<gmd:citation>{citation(pen, title, dates=dates, middle=middle, rest=rest)}</gmd:citation>"


def _keywords(pen: Pen, record: Record) -> Iterator[str]:
    """P02 of the variables and keywords, L05 of the instruments, L06 of the platforms, then projects by name."""
    concepts = [Word(each.name, uri=each.uri) for variable in record.variables for each in variable.concepts]
    concepts += [Word(keyword.term.best(pen.main), uri=keyword.uri) for keyword in record.keywords]
    yield from _of(pen, _PARAMETERS, concepts)
    yield from _of(pen, _INSTRUMENTS, map(_named, record.instruments))
    yield from _of(pen, _PLATFORMS, map(_named, record.platforms))
    projects = [Word(each.name, uri=each.uri, kind="project") for each in record.projects]
    yield from keywords(pen, dict.fromkeys(projects))


def _named(named: Named) -> Word:
    return Word(named.name, uri=named.uri)


def _of(pen: Pen, listed: _List, words: Iterable[Word]) -> Iterator[str]:
    """The words that are terms of a vocabulary, as its keywords."""
    place = f"vocab.nerc.ac.uk/collection/{listed.code}/".lower()
    found = (
        word._replace(scheme=listed.name, scheme_uri=f"{_NVS}{listed.code}/current/", kind=listed.kind)
        for word in words
        if place in (word.uri or "").lower()
    )
    return keywords(pen, dict.fromkeys(found))


def _constraints(pen: Pen, record: Record, edition: Edition) -> str:
    """The access in the words of L08, and the licence."""
    code, term = _OF_ACCESS[edition.access]
    if edition.access is EditionAccess.OPEN and record.licence and record.licence.spdx == "CC-BY-4.0":
        code, term = "CB", "Creative Commons Attribution 4.0 International"
    inside = pen.code("gmd:accessConstraints", "gmd:MD_RestrictionCode", "otherRestrictions")
    inside += pen.line("gmd:otherConstraints", term, f"{_NVS}L08/current/{code}/")
    if record.licence:
        inside += pen.line("gmd:otherConstraints", record.licence.title, record.licence.address or "")
    shape = f"<gmd:MD_LegalConstraints>{inside}</gmd:MD_LegalConstraints>"
    return f"<gmd:resourceConstraints>{shape}</gmd:resourceConstraints>"
