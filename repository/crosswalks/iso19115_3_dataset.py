"""ISO 19115-3: the identification of the dataset (mri:MD_DataIdentification)."""

from collections.abc import Iterator

from repository.crosswalks.edition import Edition, EditionStatus
from repository.crosswalks.iso19115_3_parties import responsibility
from repository.crosswalks.iso_constraints import constraints
from repository.crosswalks.iso_extents import extent, resolutions
from repository.crosswalks.iso_links import Manual, Work, manuals, supplement, works
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import cited, credit_words, points_of_contact
from repository.crosswalks.iso_shapes import (
    Link,
    citation,
    date,
    date_words,
    identifier,
    identifier_of,
    keywords,
    named_citation,
    online,
    own_dates,
    own_identifiers,
)
from repository.crosswalks.iso_terms import ASSOCIATIONS, LINK, is_growing, xsd_duration
from repository.record.model import Record


def dataset(pen: Pen, record: Record, edition: Edition) -> str:
    """The one identification, in the order of the schema."""
    return "".join(
        (
            "<mri:MD_DataIdentification>",
            _citation(pen, record, edition),
            pen.texts("mri:abstract", record.abstract) if record.abstract else pen.nil("mri:abstract", "missing"),
            *(pen.line("mri:credit", words) for words in dict.fromkeys(credit_words(record))),
            pen.code("mri:status", "mcc:MD_ProgressCode", _status(record, edition)),
            *(responsibility(pen, "mri:pointOfContact", each) for each in points_of_contact(record, edition)),
            *(f"<mri:spatialResolution><mri:MD_Resolution>{each}</mri:MD_Resolution></mri:spatialResolution>"
              for each in resolutions(pen, record)),
            _temporal_resolution(record),
            *(f"<mri:topicCategory><mri:MD_TopicCategoryCode>{topic}</mri:MD_TopicCategoryCode></mri:topicCategory>"
              for topic in record.topics),
            extent(pen, record),
            *(_manual(pen, each) for each in manuals(record, edition)),
            identifier(pen, "mri:processingLevel", record.processing_level) if record.processing_level else "",
            _maintenance(pen, record),
            *keywords(pen, record.keywords),
            *constraints(pen, record, edition),
            *(_associated(pen, work) for work in works(record, edition)),
            *_projects(pen, record),
            *_languages(pen, record),
            _supplement(pen, record, edition),
            "</mri:MD_DataIdentification>",
        )
    )  # fmt: skip


def _citation(pen: Pen, record: Record, edition: Edition) -> str:
    """Titles, dates, identifiers, parties; how many times the description was made public is its edition."""
    others = "".join(pen.spoken("cit:alternateTitle", each.text, each.language) for each in record.other_titles)
    middle = pen.line("cit:edition", str(edition.number)) + "".join(own_identifiers(pen, record, edition))
    parties = "".join(responsibility(pen, "cit:citedResponsibleParty", agent) for agent in cited(record, edition))
    details = "".join(pen.line("cit:otherCitationDetails", words) for words in date_words(record))
    inside = citation(
        pen,
        pen.texts("cit:title", record.title, whole=True) + others,
        dates="".join(dict.fromkeys(own_dates(pen, record, edition))),
        middle=middle,
        rest=parties + details,
    )
    return f"<mri:citation>{inside}</mri:citation>"


def _status(record: Record, edition: Edition) -> str:
    if edition.status is EditionStatus.WITHDRAWN:
        return "withdrawn"
    return "onGoing" if is_growing(record) else "completed"


def _temporal_resolution(record: Record) -> str:
    fine = record.temporal_resolution
    if fine is None or fine.duration is None:
        return ""
    duration = f"<gco:TM_PeriodDuration>{xsd_duration(fine.duration)}</gco:TM_PeriodDuration>"
    return f"<mri:temporalResolution>{duration}</mri:temporalResolution>"


def _maintenance(pen: Pen, record: Record) -> str:
    if record.update_frequency is None:
        return ""
    code = pen.code("mmi:maintenanceAndUpdateFrequency", "mmi:MD_MaintenanceFrequencyCode", record.update_frequency)
    inside = f"<mmi:MD_MaintenanceInformation>{code}</mmi:MD_MaintenanceInformation>"
    return f"<mri:resourceMaintenance>{inside}</mri:resourceMaintenance>"


def _manual(pen: Pen, manual: Manual) -> str:
    title = pen.texts("cit:title", manual.title) if manual.title else pen.line("cit:title", manual.path)
    rest = pen.line("cit:otherCitationDetails", manual.kind)
    link = Link(manual.url, LINK, manual.path, function="information")
    rest += online(pen, "cit:onlineResource", link) if manual.url else ""
    named = identifier(pen, "cit:identifier", manual.path)
    return f"<mri:additionalDocumentation>{citation(pen, title, middle=named, rest=rest)}</mri:additionalDocumentation>"


def _associated(pen: Pen, work: Work) -> str:
    """Another work. The relation in the words of DataCite stands among the details, since ISO has few of its own."""
    dates = date(pen, "cit:date", work.day, "publication") if work.day else ""
    middle = identifier(pen, "cit:identifier", work.identifier, space=work.kind)
    details = "".join(pen.line("cit:otherCitationDetails", words) for words in (work.relation, work.citation) if words)
    link = online(pen, "cit:onlineResource", Link(work.uri, LINK)) if work.uri else ""
    title = work.title or work.identifier
    name = named_citation(pen, "mri:name", title, dates=dates, middle=middle, rest=details + link)
    kind = ASSOCIATIONS.get(work.relation, "crossReference")
    code = pen.code("mri:associationType", "mri:DS_AssociationTypeCode", kind)
    inside = f"<mri:MD_AssociatedResource>{name}{code}</mri:MD_AssociatedResource>"
    return f"<mri:associatedResource>{inside}</mri:associatedResource>"


def _projects(pen: Pen, record: Record) -> Iterator[str]:
    for project in record.projects:
        middle = identifier_of(pen, "cit:identifier", project)
        name = named_citation(pen, "mri:name", project.name, middle=middle)
        code = pen.code("mri:associationType", "mri:DS_AssociationTypeCode", "largerWorkCitation")
        code += pen.code("mri:initiativeType", "mri:DS_InitiativeTypeCode", "project")
        inside = f"<mri:MD_AssociatedResource>{name}{code}</mri:MD_AssociatedResource>"
        yield f"<mri:associatedResource>{inside}</mri:associatedResource>"


def _languages(pen: Pen, record: Record) -> Iterator[str]:
    for place, tag in enumerate(dict.fromkeys(record.data_languages)):
        yield pen.locale("mri:defaultLocale" if place == 0 else "mri:otherLocale", tag, named=False)


def _supplement(pen: Pen, record: Record, edition: Edition) -> str:
    words = "\n".join(part for part in supplement(record, edition) if part)
    return pen.line("mri:supplementalInformation", words) if words else ""
