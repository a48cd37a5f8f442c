"""ISO 19115-3: what the data hold, how to get them, how good they are, how they were made and with what."""

from collections.abc import Iterator

from repository.crosswalks.edition import Edition
from repository.crosswalks.iso19115_3_parties import responsibility
from repository.crosswalks.iso_links import files, formats, landing, services
from repository.crosswalks.iso_pen import Pen
from repository.crosswalks.iso_people import repository
from repository.crosswalks.iso_shapes import identifier, identifier_of, named_citation, online
from repository.crosswalks.iso_terms import CF, is_computed, scope_of
from repository.crosswalks.phrases import volume
from repository.crosswalks.xml_text import address, escape
from repository.record.model import Record
from repository.record.relations import Format, Provenance, Software
from repository.record.subjects import Variable

_UNKNOWN = "http://www.opengis.net/def/nil/OGC/0/unknown"


def content(pen: Pen, record: Record) -> str:
    """The variables: one with a unit as MD_Band, as catalogues write it (MD_SampleDimension wants a statistic)."""
    if not record.variables:
        return ""
    kind = "modelResult" if is_computed(record) else "physicalMeasurement"
    inside = pen.code("mrc:contentType", "mrc:MD_CoverageContentTypeCode", kind)
    for number, variable in enumerate(record.variables, 1):
        inside += f"<mrc:attribute>{_variable(pen, number, variable)}</mrc:attribute>"
    return (
        f"<mdb:contentInfo><mrc:MD_CoverageDescription>{pen.nil('mrc:attributeDescription', 'inapplicable')}"
        f"<mrc:attributeGroup><mrc:MD_AttributeGroup>{inside}</mrc:MD_AttributeGroup></mrc:attributeGroup>"
        "</mrc:MD_CoverageDescription></mdb:contentInfo>"
    )


def _variable(pen: Pen, number: int, variable: Variable) -> str:
    name = pen.line("gco:aName", variable.name)
    kind = f"<gco:attributeType><gco:TypeName>{pen.line('gco:aName', 'unknown')}</gco:TypeName></gco:attributeType>"
    inside = f"<mrc:sequenceIdentifier><gco:MemberName>{name}{kind}</gco:MemberName></mrc:sequenceIdentifier>"
    inside += pen.texts("mrc:description", variable.label) if variable.label else ""
    if variable.standard_name:
        uri = variable.standard_name_uri or ""
        inside += identifier(pen, "mrc:name", variable.standard_name, uri=uri, space=CF)
    inside += "".join(identifier_of(pen, "mrc:name", concept) for concept in variable.concepts)
    if not variable.unit:
        return f"<mrc:MD_RangeDimension>{inside}</mrc:MD_RangeDimension>"
    href = address(variable.unit_uri or "")
    link = f' xlink:href="{escape(href)}"' if href else ""
    unit = escape(variable.unit)
    inside += (
        f'<mrc:units{link}><gml:UnitDefinition gml:id="{pen.identity("unit", number)}"><gml:identifier '
        f'codeSpace="{_UNKNOWN}">{unit}</gml:identifier></gml:UnitDefinition></mrc:units>'
    )
    return f"<mrc:MD_Band>{inside}</mrc:MD_Band>"


def distribution(pen: Pen, record: Record, edition: Edition) -> str:
    """Formats, the repository as distributor, the landing page, files and services."""
    inside = "".join(
        f"<mrd:distributionFormat>{_format(pen, each)}</mrd:distributionFormat>" for each in formats(record, edition)
    )
    who = responsibility(pen, "mrd:distributorContact", repository(edition, "distributor"))
    inside += f"<mrd:distributor><mrd:MD_Distributor>{who}</mrd:MD_Distributor></mrd:distributor>"
    _, size = volume(edition)
    options = f"<mrd:transferSize><gco:Real>{size / 1_000_000:.6f}</gco:Real></mrd:transferSize>" if size else ""
    links = (landing(edition), *files(edition), *services(record, edition))
    options += "".join(online(pen, "mrd:onLine", link) for link in links)
    inside += (
        f"<mrd:transferOptions><mrd:MD_DigitalTransferOptions>{options}</mrd:MD_DigitalTransferOptions>"
        "</mrd:transferOptions>"
    )
    return f"<mdb:distributionInfo><mrd:MD_Distribution>{inside}</mrd:MD_Distribution></mdb:distributionInfo>"


def _format(pen: Pen, form: Format) -> str:
    middle = pen.line("cit:edition", form.version) if form.version else ""
    middle += identifier(pen, "cit:identifier", form.media_type, space="media type") if form.media_type else ""
    cited = named_citation(pen, "mrd:formatSpecificationCitation", form.name, form.uri or "", middle=middle)
    return f"<mrd:MD_Format>{cited}</mrd:MD_Format>"


def _scope(pen: Pen, name: str, record: Record) -> str:
    level = pen.code("mcc:level", "mcc:MD_ScopeCode", scope_of(record))
    return f"<{name}><mcc:MD_Scope>{level}</mcc:MD_Scope></{name}>"


def quality(pen: Pen, record: Record) -> str:
    """What the record says of quality, as a descriptive result."""
    if record.quality is None:
        return ""
    scope = pen.code("mcc:level", "mcc:MD_ScopeCode", scope_of(record))
    said = f"<mdq:DQ_DescriptiveResult>{pen.texts('mdq:statement', record.quality)}</mdq:DQ_DescriptiveResult>"
    return (
        f"<mdb:dataQualityInfo><mdq:DQ_DataQuality><mdq:scope><mcc:MD_Scope>{scope}</mcc:MD_Scope></mdq:scope>"
        f"<mdq:report><mdq:DQ_UsabilityElement><mdq:result>{said}</mdq:result></mdq:DQ_UsabilityElement></mdq:report>"
        "</mdq:DQ_DataQuality></mdb:dataQualityInfo>"
    )


def lineage(pen: Pen, record: Record) -> str:
    """How the data were made, and the computation that made them."""
    inside = pen.texts("mrl:statement", record.lineage) if record.lineage else ""
    if not inside and record.provenance is None:
        return ""
    inside += _scope(pen, "mrl:scope", record)
    inside += f"<mrl:processStep>{_step(pen, record.provenance)}</mrl:processStep>" if record.provenance else ""
    return f"<mdb:resourceLineage><mrl:LI_Lineage>{inside}</mrl:LI_Lineage></mdb:resourceLineage>"


def _step(pen: Pen, provenance: Provenance) -> str:
    version = provenance.process_version or ""
    words = " ".join(part for part in ("Computed by", provenance.process, version) if part)
    inside = pen.line("mrl:description", words)
    for source in provenance.sources:
        named = identifier(pen, "cit:identifier", source.identifier)
        cited = named_citation(pen, "mrl:sourceCitation", source.path or source.identifier, middle=named)
        inside += f"<mrl:source><mrl:LI_Source>{cited}</mrl:LI_Source></mrl:source>"
    code = f"{pen.line('mcc:code', provenance.process)}{pen.line('mcc:version', version) if version else ''}"
    how = f"<mrl:identifier><mcc:MD_Identifier>{code}</mcc:MD_Identifier></mrl:identifier>"
    programs = [_software(pen, *pair) for pair in zip(_places(provenance), provenance.software, strict=False)]
    how += "".join(programs[:1])
    how += pen.line("mrl:procedureDescription", provenance.environment) if provenance.environment else ""
    how += "".join(programs[1:])
    settings = "\n".join(f"{each.name} = {each.value}" for each in provenance.parameters)
    how += pen.line("mrl:runTimeParameters", settings) if settings else ""
    inside += f"<mrl:processingInformation><mrl:LE_Processing>{how}</mrl:LE_Processing></mrl:processingInformation>"
    return f"<mrl:LE_ProcessStep>{inside}</mrl:LE_ProcessStep>"


def _places(provenance: Provenance) -> Iterator[str]:
    """The schema has a place for one program; others are documentation of the processing."""
    for place, _ in enumerate(provenance.software):
        yield "mrl:documentation" if place else "mrl:softwareReference"


def _software(pen: Pen, name: str, program: Software) -> str:
    middle = pen.line("cit:edition", program.version) if program.version else ""
    return named_citation(pen, name, program.name, program.uri or "", middle=middle)


def acquisition(pen: Pen, record: Record) -> str:
    """Instruments, campaigns as operations, platforms. Which instrument was on which platform nobody said."""
    if not (record.instruments or record.campaigns or record.platforms):
        return ""
    inside = _scope(pen, "mac:scope", record)
    for instrument in record.instruments:
        said = identifier_of(pen, "mac:identifier", instrument) + pen.nil("mac:type", "unknown")
        inside += f"<mac:instrument><mac:MI_Instrument>{said}</mac:MI_Instrument></mac:instrument>"
    for campaign in record.campaigns:
        said = pen.line("mac:description", campaign.name) + identifier_of(pen, "mac:identifier", campaign)
        said += pen.code("mac:status", "mcc:MD_ProgressCode", "completed")
        inside += f"<mac:operation><mac:MI_Operation>{said}</mac:MI_Operation></mac:operation>"
    for platform in record.platforms:
        said = identifier_of(pen, "mac:identifier", platform) + pen.line("mac:description", platform.name)
        said += pen.nil("mac:instrument", "unknown")
        inside += f"<mac:platform><mac:MI_Platform>{said}</mac:MI_Platform></mac:platform>"
    return (
        f"<mdb:acquisitionInformation><mac:MI_AcquisitionInformation>{inside}</mac:MI_AcquisitionInformation>"
        "</mdb:acquisitionInformation>"
    )
