"""ISO 19139: what the data hold, how to get them, whether they conform, how good they are, how they were made."""

from collections.abc import Iterator

from repository.crosswalks.edition import Edition
from repository.crosswalks.iso19139_parties import responsible
from repository.crosswalks.iso_links import files, formats, landing, manuals, services
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import repository
from repository.crosswalks.iso_shapes import Link, date, identifier, named_citation, online
from repository.crosswalks.iso_terms import LINK, REGULATION, is_computed, scope_of
from repository.crosswalks.phrases import volume
from repository.crosswalks.xml_text import address, escape
from repository.record.model import Record
from repository.record.relations import Format, Provenance
from repository.record.subjects import Variable

_UNKNOWN = "http://www.opengis.net/def/nil/OGC/0/unknown"


def content(pen: Pen, record: Record) -> str:
    """The variables; their names from vocabularies are keywords, since a dimension has one name."""
    if not record.variables:
        return ""
    kind = "modelResult" if is_computed(record) else "physicalMeasurement"
    inside = pen.nil("gmd:attributeDescription", "inapplicable")
    inside += pen.code("gmd:contentType", "gmd:MD_CoverageContentTypeCode", kind)
    for number, variable in enumerate(record.variables, 1):
        inside += f"<gmd:dimension>{_variable(pen, number, variable)}</gmd:dimension>"
    return f"<gmd:contentInfo><gmd:MD_CoverageDescription>{inside}</gmd:MD_CoverageDescription></gmd:contentInfo>"


def _variable(pen: Pen, number: int, variable: Variable) -> str:
    name = pen.line("gco:aName", variable.name)
    kind = f"<gco:attributeType><gco:TypeName>{pen.line('gco:aName', 'unknown')}</gco:TypeName></gco:attributeType>"
    inside = f"<gmd:sequenceIdentifier><gco:MemberName>{name}{kind}</gco:MemberName></gmd:sequenceIdentifier>"
    inside += pen.texts("gmd:descriptor", variable.label) if variable.label else ""
    if not variable.unit:
        return f"<gmd:MD_RangeDimension>{inside}</gmd:MD_RangeDimension>"
    href = address(variable.unit_uri or "")
    link = f' xlink:href="{escape(href)}"' if href else ""
    inside += (
        f'<gmd:units{link}><gml:UnitDefinition gml:id="{pen.identity("unit", number)}"><gml:identifier '
        f'codeSpace="{_UNKNOWN}">{escape(variable.unit)}</gml:identifier></gml:UnitDefinition></gmd:units>'
    )
    return f"<gmd:MD_Band>{inside}</gmd:MD_Band>"


def distribution(pen: Pen, record: Record, edition: Edition) -> str:
    """Formats, the repository as distributor; the resource locators: landing page, files, manuals, services."""
    inside = "".join(
        f"<gmd:distributionFormat>{_format(pen, each)}</gmd:distributionFormat>" for each in formats(record, edition)
    )
    who = responsible(pen, "gmd:distributorContact", repository(edition, "distributor"))
    inside += f"<gmd:distributor><gmd:MD_Distributor>{who}</gmd:MD_Distributor></gmd:distributor>"
    _, size = volume(edition)
    options = f"<gmd:transferSize><gco:Real>{size / 1_000_000:.6f}</gco:Real></gmd:transferSize>" if size else ""
    links = (landing(edition), *files(edition), *_explaining(pen, record, edition), *services(record, edition))
    options += "".join(online(pen, "gmd:onLine", link) for link in links)
    inside += (
        f"<gmd:transferOptions><gmd:MD_DigitalTransferOptions>{options}</gmd:MD_DigitalTransferOptions>"
        "</gmd:transferOptions>"
    )
    return f"<gmd:distributionInfo><gmd:MD_Distribution>{inside}</gmd:MD_Distribution></gmd:distributionInfo>"


def _explaining(pen: Pen, record: Record, edition: Edition) -> Iterator[Link]:
    """Documents of the record, at their own address or that of the landing page."""
    for manual in manuals(record, edition):
        title = manual.title.best(pen.main) if manual.title else manual.path
        said = f"{manual.kind}: {manual.path}"
        yield Link(manual.url or edition.doi_url, LINK, title, said, "information")


def _format(pen: Pen, form: Format) -> str:
    inside = pen.line("gmd:name", form.name, form.uri or "")
    inside += pen.line("gmd:version", form.version or "unknown")
    inside += pen.line("gmd:specification", form.media_type) if form.media_type else ""
    return f"<gmd:MD_Format>{inside}</gmd:MD_Format>"


def quality(pen: Pen, record: Record) -> str:
    """Conformity with INSPIRE, which nobody has evaluated; the text on quality; the lineage."""
    level = pen.code("gmd:level", "gmd:MD_ScopeCode", scope_of(record))
    inside = f"<gmd:scope><gmd:DQ_Scope>{level}</gmd:DQ_Scope></gmd:scope>"
    inside += f"<gmd:report>{_conformity(pen)}</gmd:report>"
    if record.quality:
        said = pen.line("gmd:nameOfMeasure", "Quality") + pen.texts("gmd:measureDescription", record.quality)
        said += pen.nil("gmd:result", "inapplicable")
        inside += f"<gmd:report><gmd:DQ_QuantitativeAttributeAccuracy>{said}"
        inside += "</gmd:DQ_QuantitativeAttributeAccuracy></gmd:report>"
    inside += f"<gmd:lineage><gmd:LI_Lineage>{_lineage(pen, record)}</gmd:LI_Lineage></gmd:lineage>"
    return f"<gmd:dataQualityInfo><gmd:DQ_DataQuality>{inside}</gmd:DQ_DataQuality></gmd:dataQualityInfo>"


def _conformity(pen: Pen) -> str:
    day = date(pen, "gmd:date", "2010-12-08", "publication")
    inside = named_citation(pen, "gmd:specification", REGULATION, dates=day)
    inside += pen.line("gmd:explanation", "Conformity has not been evaluated.") + pen.nil("gmd:pass", "unknown")
    result = f"<gmd:result><gmd:DQ_ConformanceResult>{inside}</gmd:DQ_ConformanceResult></gmd:result>"
    return f"<gmd:DQ_DomainConsistency>{result}</gmd:DQ_DomainConsistency>"


def _lineage(pen: Pen, record: Record) -> str:
    lineage = record.lineage
    inside = pen.texts("gmd:statement", lineage) if lineage else pen.nil("gmd:statement", "missing")
    if record.provenance is None:
        return inside
    words = "\n".join(_steps(record.provenance))
    step = f"<gmd:LI_ProcessStep>{pen.line('gmd:description', words)}</gmd:LI_ProcessStep>"
    inside += f"<gmd:processStep>{step}</gmd:processStep>"
    for source in record.provenance.sources:
        named = identifier(pen, "gmd:identifier", source.identifier)
        cited = named_citation(pen, "gmd:sourceCitation", source.identifier, middle=named)
        inside += f"<gmd:source><gmd:LI_Source>{cited}</gmd:LI_Source></gmd:source>"
    return inside


def _steps(provenance: Provenance) -> Iterator[str]:
    """How the data were computed, in words, since gmd has no parts for it."""
    process = " ".join(part for part in (provenance.process, provenance.process_version) if part)
    yield f"Computed by {process}"
    for program in provenance.software:
        yield f"Software: {', '.join(part for part in (program.name, program.version, program.uri) if part)}"
    for setting in provenance.parameters:
        yield f"{setting.name} = {setting.value}"
    if provenance.environment:
        yield provenance.environment
