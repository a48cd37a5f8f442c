"""Record -> ISO 19139 (2007; gmd with GML 3.2.1) in the profile of INSPIRE (Technical Guidelines 2.0.1).

The document, and what is said of the description itself. The dataset is in `iso19139_dataset`, its parties in
`_parties`, what it holds and how it was made in `_content`. What ISO 19115-3 says in the same way is in `iso_pen`,
`iso_shapes`, `iso_extents`, `iso_constraints`.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.edition import Edition
from repository.crosswalks.iso19139_content import content, distribution, quality
from repository.crosswalks.iso19139_dataset import dataset
from repository.crosswalks.iso19139_parties import responsible
from repository.crosswalks.iso_extents import reference_system
from repository.crosswalks.iso_pen import Pen, Spelling, pen_for
from repository.crosswalks.iso_people import repository
from repository.crosswalks.iso_terms import scope_name, scope_of
from repository.crosswalks.xml_text import document
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "contacts.email", "poles", "forwarding", "acquisition", "place.not_applicable", "time.not_applicable",
    "time.periods.uri", "other_titles.kind", "creators.identifiers", "contributors.party.identifiers",
    "variables.uncertainty", "variables.method", "variables.concepts.identifier",
    "related.resource_type",
    "related.document_kind", "documents.language", "provenance.job", "provenance.began", "provenance.ended",
    "provenance.sources.sha256", "provenance.sources.path",
)  # fmt: skip
"""Fields of a record that this format, or our use of it, has no place for."""

FOLDED: Final = (
    "dates.note", "dates.end", "documents", "funding.award_number", "funding.award_title", "funding.award_uri",
    "processing_level", "reference_systems.name", "temporal_resolution", "spatial_resolution.note",
    "variables.standard_name", "variables.standard_name_uri", "variables.concepts", "distribution.services.media_type",
    "provenance.process",
    "provenance.process_version", "provenance.software", "provenance.sources.identifier", "provenance.parameters",
    "provenance.environment",
)  # fmt: skip
"""Fields whose text is there, but among the words of another element."""

_GMD: Final = "http://www.isotc211.org/2005/gmd"

CHECK: Final = XmlCheck(
    schema="schemas.opengis.net/iso/19139/20070417/gmx/gmx.xsd",
    mandatory={f"{{{_GMD}}}title": ("title",), f"{{{_GMD}}}dateStamp": ("publication", "date")},
    field_of={
        "citation": "title", "alternateTitle": "other_titles",
        "citedResponsibleParty": "creators", "pointOfContact": "contacts", "abstract": "abstract", "credit": "funding",
        "spatialResolution": "spatial_resolution", "topicCategory": "topics", "extent": "place",
        "TimePeriod": "time", "verticalElement": "vertical", "resourceMaintenance": "update_frequency",
        "descriptiveKeywords": "keywords", "resourceConstraints": "licence", "aggregationInfo": "related",
        "language": "language", "locale": "language", "referenceSystemInfo": "reference_systems",
        "contentInfo": "variables", "distributionInfo": "distribution", "report": "quality", "lineage": "lineage",
        "hierarchyLevel": "resource_type", "hierarchyLevelName": "resource_type",
    },
)  # fmt: skip

_SPELLING: Final = Spelling(
    cit="gmd", mri="gmd", mcc="gmd", lan="gmd", gex="gmd", mco="gmd", mmi="gmd", anchor="gmx:Anchor", link="gmd:URL",
    is_old=True, codes="http://standards.iso.org/iso/19139/resources/gmxCodelists.xml",
)  # fmt: skip

_OPEN: Final = (
    f'<gmd:MD_Metadata xmlns:gmd="{_GMD}" xmlns:gco="http://www.isotc211.org/2005/gco" '
    'xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_GMD} http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd '
    'http://www.isotc211.org/2005/gmx http://schemas.opengis.net/iso/19139/20070417/gmx/gmx.xsd">'
)


def render(record: Record, edition: Edition) -> bytes:
    """One complete `gmd:MD_Metadata` element, UTF-8, without XML declaration.

    A withdrawn dataset keeps its description; its status is obsolete, and its files go.
    """
    pen = pen_for(_SPELLING, record, edition)
    written = [
        _OPEN,
        *_description(pen, record, edition),
        *_systems(pen, record),
        f"<gmd:identificationInfo>{dataset(pen, record, edition)}</gmd:identificationInfo>",
        content(pen, record),
        distribution(pen, record, edition),
        quality(pen, record),
        "</gmd:MD_Metadata>",
    ]
    return document("".join(written))


def _description(pen: Pen, record: Record, edition: Edition) -> Iterator[str]:
    """What is true of the description: its identifier, languages, scope, contact, date, standard."""
    yield pen.line("gmd:fileIdentifier", pen.suffix)
    yield pen.language("gmd:language", pen.main)
    yield pen.code("gmd:characterSet", "gmd:MD_CharacterSetCode", "utf8")
    yield pen.code("gmd:hierarchyLevel", "gmd:MD_ScopeCode", scope_of(record))
    yield pen.line("gmd:hierarchyLevelName", scope_name(record))
    yield responsible(pen, "gmd:contact", repository(edition, "pointOfContact"))
    yield f"<gmd:dateStamp><gco:Date>{edition.updated.isoformat()}</gco:Date></gmd:dateStamp>"
    yield pen.line("gmd:metadataStandardName", "ISO 19115")
    yield pen.line("gmd:metadataStandardVersion", "2003/Cor.1:2006")
    yield pen.line("gmd:dataSetURI", edition.doi_url)
    if len(pen.locales) > 1:
        for tag in pen.locales:
            yield pen.locale("gmd:locale", tag)


def _systems(pen: Pen, record: Record) -> Iterator[str]:
    for system in record.reference_systems:
        inside = reference_system(pen, "gmd:referenceSystemIdentifier", system)
        shape = f"<gmd:MD_ReferenceSystem>{inside}</gmd:MD_ReferenceSystem>"
        yield f"<gmd:referenceSystemInfo>{shape}</gmd:referenceSystemInfo>"
