"""Record -> ISO 19115-3 (2018; mdb 2.0): the document, and what is said of the description itself.

The dataset is in `iso19115_3_dataset`, its parties in `_parties`, what it holds and how it was made in `_content`. What
ISO 19139 says in the same way is in `iso_pen`, `iso_shapes`, `iso_extents`, `iso_constraints`.
"""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.checks import XmlCheck
from repository.crosswalks.edition import Edition
from repository.crosswalks.iso19115_3_content import acquisition, content, distribution, lineage, quality
from repository.crosswalks.iso19115_3_dataset import dataset
from repository.crosswalks.iso19115_3_parties import responsibility
from repository.crosswalks.iso_extents import reference_system
from repository.crosswalks.iso_pen import Pen, Spelling, pen_for
from repository.crosswalks.iso_people import repository
from repository.crosswalks.iso_shapes import Link, date, identifier, online
from repository.crosswalks.iso_terms import LINK, scope_name, scope_of
from repository.crosswalks.xml_text import document
from repository.record.model import Record

RENDERER: Final = "1"

NOT_CARRIED: Final = (
    "contacts.email", "poles", "forwarding", "acquisition", "place.not_applicable", "time.not_applicable",
    "time.periods.uri", "other_titles.kind", "variables.uncertainty", "variables.method", "related.resource_type",
    "related.document_kind", "documents.language", "provenance.job", "provenance.began", "provenance.ended",
    "provenance.sources.sha256",
)  # fmt: skip
"""Fields of a record that this format, or our use of it, has no place for."""

FOLDED: Final = (
    "dates.note", "dates.end", "documents.kind", "funding.award_number", "funding.award_title", "funding.award_uri",
    "temporal_resolution.note", "distribution.services.media_type", "provenance.parameters",
)  # fmt: skip
"""Fields whose text is there, but among the words of another element."""

_MDB: Final = "http://standards.iso.org/iso/19115/-3/mdb/2.0"
_CIT: Final = "http://standards.iso.org/iso/19115/-3/cit/2.0"

CHECK: Final = XmlCheck(
    schema="standards.iso.org/iso/19115/-3/mds/2.0/mds.xsd",
    mandatory={f"{{{_CIT}}}title": ("title",), f"{{{_CIT}}}date": ("publication", "date")},
    field_of={
        "citation": "title", "alternateTitle": "other_titles",
        "citedResponsibleParty": "creators", "pointOfContact": "contacts", "abstract": "abstract", "credit": "funding",
        "spatialResolution": "spatial_resolution", "temporalResolution": "temporal_resolution",
        "topicCategory": "topics", "extent": "place", "TimePeriod": "time", "verticalElement": "vertical",
        "additionalDocumentation": "documents", "processingLevel": "processing_level",
        "resourceMaintenance": "update_frequency", "descriptiveKeywords": "keywords", "resourceConstraints": "licence",
        "associatedResource": "related", "defaultLocale": "language", "otherLocale": "language",
        "referenceSystemInfo": "reference_systems", "contentInfo": "variables", "distributionInfo": "distribution",
        "dataQualityInfo": "quality", "resourceLineage": "lineage", "acquisitionInformation": "instruments",
        "metadataScope": "resource_type",
    },
)  # fmt: skip

_SPELLING: Final = Spelling(
    cit="cit", mri="mri", mcc="mcc", lan="lan", gex="gex", mco="mco", mmi="mmi", anchor="gcx:Anchor",
    link="gco:CharacterString", is_old=False,
    codes="http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml",
)  # fmt: skip

_SPACES: Final = (
    ("mdb", "mdb/2.0"), ("cit", "cit/2.0"), ("gco", "gco/1.0"), ("gcx", "gcx/1.0"), ("gex", "gex/1.0"),
    ("lan", "lan/1.0"), ("mac", "mac/2.0"), ("mcc", "mcc/1.0"), ("mco", "mco/1.0"), ("mmi", "mmi/1.0"),
    ("mrc", "mrc/2.0"), ("mrd", "mrd/1.0"), ("mri", "mri/1.0"), ("mrl", "mrl/2.0"), ("mrs", "mrs/1.0"),
)  # fmt: skip
_OPEN: Final = (
    "<mdb:MD_Metadata"
    + "".join(f' xmlns:{prefix}="http://standards.iso.org/iso/19115/-3/{name}"' for prefix, name in _SPACES)
    + ' xmlns:mdq="http://standards.iso.org/iso/19157/-2/mdq/1.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_MDB} {_MDB.replace("mdb", "mds")}/mds.xsd">'
)


def render(record: Record, edition: Edition) -> bytes:
    """One complete `mdb:MD_Metadata` element, UTF-8, without XML declaration.

    A withdrawn dataset keeps its description; its status is withdrawn, and its files go.
    """
    pen = pen_for(_SPELLING, record, edition)
    written = [
        _OPEN,
        *_description(pen, record, edition),
        *(_system(pen, record)),
        f"<mdb:identificationInfo>{dataset(pen, record, edition)}</mdb:identificationInfo>",
        content(pen, record),
        distribution(pen, record, edition),
        quality(pen, record),
        lineage(pen, record),
        acquisition(pen, record),
        "</mdb:MD_Metadata>",
    ]
    return document("".join(written))


def _description(pen: Pen, record: Record, edition: Edition) -> Iterator[str]:
    """What is true of the description: its identifier, languages, scope, contact, dates, standard, address."""
    yield identifier(pen, "mdb:metadataIdentifier", pen.suffix, said="Identifier of this description")
    yield pen.locale("mdb:defaultLocale", pen.main)
    scope = pen.code("mdb:resourceScope", "mcc:MD_ScopeCode", scope_of(record))
    name = pen.line("mdb:name", scope_name(record))
    yield f"<mdb:metadataScope><mdb:MD_MetadataScope>{scope}{name}</mdb:MD_MetadataScope></mdb:metadataScope>"
    yield responsibility(pen, "mdb:contact", repository(edition, "pointOfContact"))
    for day, kind in ((edition.published, "creation"), (edition.updated, "revision")):
        yield date(pen, "mdb:dateInfo", f"{day.isoformat()}T00:00:00Z", kind, is_moment=True)
    title, number = pen.line("cit:title", "ISO 19115-3"), pen.line("cit:edition", "2018")
    yield f"<mdb:metadataStandard><cit:CI_Citation>{title}{number}</cit:CI_Citation></mdb:metadataStandard>"
    for tag in pen.locales:
        if tag != pen.main:
            yield pen.locale("mdb:otherLocale", tag)
    link = Link(f"{edition.url}export/iso19115-3", LINK, "This description", function="completeMetadata")
    yield online(pen, "mdb:metadataLinkage", link)


def _system(pen: Pen, record: Record) -> Iterator[str]:
    for system in record.reference_systems:
        inside = reference_system(pen, "mrs:referenceSystemIdentifier", system)
        shape = f"<mrs:MD_ReferenceSystem>{inside}</mrs:MD_ReferenceSystem>"
        yield f"<mdb:referenceSystemInfo>{shape}</mdb:referenceSystemInfo>"
