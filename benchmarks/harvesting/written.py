"""Documents of the catalogue as XML, written with strings: bodies of a size that real records have."""

from collections.abc import Iterator
from html import escape
from typing import Final

from benchmarks.harvesting.catalogue import Document

_DC: Final = "http://purl.org/dc/elements/1.1/"
_OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_CODES: Final = "http://www.isotc211.org/2005/resources/Codelist/gmxCodelists.xml#"
_CODES_3: Final = "http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml#"
_PARTS_3: Final = (
    "mdb/2.0 cit/2.0 gex/1.0 mri/1.0 mco/1.0 mrd/1.0 mrl/2.0 mcc/1.0 lan/1.0 gco/1.0",
    "http://standards.iso.org/iso/19115/-3/",
)
_NAMESPACES_3: Final = "".join(f' xmlns:{part.partition("/")[0]}="{_PARTS_3[1]}{part}"' for part in _PARTS_3[0].split())
_SIDES: Final = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")


def pairs(document: Document) -> Iterator[tuple[str, str]]:
    """The elements of Dublin Core, name and text."""
    yield "title", document["title"]
    yield from (("creator", _name(person)) for person in document["creators"])
    yield from (("subject", keyword["term"]) for keyword in document["keywords"])
    yield "description", document["abstract"]
    yield "publisher", document["publisher"]
    yield "date", document["published"]
    yield "type", document["type"]
    yield from (("format", form) for form in dict.fromkeys(file["format"] for file in document["files"]))
    yield "identifier", f"https://doi.org/{document['doi']}"
    yield "identifier", document["id"]
    yield "language", document["language"]
    yield from (("relation", f"https://doi.org/{other['doi']}") for other in document["related"])
    if document["bbox"]:
        yield "coverage", "westlimit={}; southlimit={}; eastlimit={}; northlimit={}".format(*document["bbox"])
    yield "coverage", f"{document['begin']}/{document['end']}"
    yield "rights", document["licence_url"]


def oai_dc(document: Document) -> str:
    """oai_dc, 2.5 kB at the mean."""
    elements = "".join(f"<dc:{name}>{_e(text)}</dc:{name}>" for name, text in pairs(document))
    return (
        f'<oai_dc:dc xmlns:oai_dc="{_OAI_DC}" xmlns:dc="{_DC}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd">{elements}</oai_dc:dc>'
    )


def iso19139(document: Document) -> str:
    """ISO 19139, 11 kB at the mean: what pycsw keeps."""
    parties = "".join(
        f"<gmd:citedResponsibleParty>{_party(person, 'author')}</gmd:citedResponsibleParty>"
        for person in document["creators"]
    )
    dates = "".join(
        f"<gmd:date><gmd:CI_Date><gmd:date><gco:DateTime>{moment}</gco:DateTime></gmd:date>"
        f"{_code('dateType', 'CI_DateTypeCode', kind)}</gmd:CI_Date></gmd:date>"
        for moment, kind in _dates(document)
    )
    keywords = "".join(
        f"<gmd:descriptiveKeywords><gmd:MD_Keywords>{_text('keyword', keyword['term'])}"
        f"{_code('type', 'MD_KeywordTypeCode', 'theme')}<gmd:thesaurusName><gmd:CI_Citation>"
        f"{_text('title', keyword['scheme'])}</gmd:CI_Citation></gmd:thesaurusName></gmd:MD_Keywords>"
        "</gmd:descriptiveKeywords>"
        for keyword in document["keywords"]
    )
    return (
        '<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" '
        f'xmlns:gml="http://www.opengis.net/gml">{_text("fileIdentifier", document["id"])}{_text("language", "eng")}'
        f"{_code('hierarchyLevel', 'MD_ScopeCode', 'dataset')}<gmd:contact>"
        f"{_party(document['creators'][0], 'pointOfContact')}</gmd:contact><gmd:dateStamp><gco:DateTime>"
        f"{document['modified']}</gco:DateTime></gmd:dateStamp><gmd:identificationInfo><gmd:MD_DataIdentification>"
        f"<gmd:citation><gmd:CI_Citation>{_text('title', document['title'])}{dates}{parties}</gmd:CI_Citation>"
        f"</gmd:citation>{_text('abstract', document['abstract'])}{keywords}{_extent(document)}"
        f"</gmd:MD_DataIdentification></gmd:identificationInfo>{_distribution(document)}"
        f"<gmd:dataQualityInfo><gmd:DQ_DataQuality><gmd:lineage><gmd:LI_Lineage>"
        f"{_text('statement', document['lineage'])}</gmd:LI_Lineage></gmd:lineage></gmd:DQ_DataQuality>"
        "</gmd:dataQualityInfo></gmd:MD_Metadata>"
    )


def iso19115_3(document: Document) -> str:
    """ISO 19115-3, 12 kB at the mean."""
    parties = "".join(
        f"<cit:citedResponsibleParty>{_party_3(person)}</cit:citedResponsibleParty>" for person in document["creators"]
    )
    dates = "".join(
        f"<cit:date><cit:CI_Date><cit:date><gco:DateTime>{moment}</gco:DateTime></cit:date>"
        f"{_code_3('cit:dateType', 'cit:CI_DateTypeCode', kind)}</cit:CI_Date></cit:date>"
        for moment, kind in _dates(document)
    )
    keywords = "".join(
        f"<mri:descriptiveKeywords><mri:MD_Keywords>{_text_3('mri:keyword', keyword['term'])}"
        f"{_code_3('mri:type', 'mri:MD_KeywordTypeCode', 'theme')}<mri:thesaurusName><cit:CI_Citation>"
        f"{_text_3('cit:title', keyword['scheme'])}</cit:CI_Citation></mri:thesaurusName></mri:MD_Keywords>"
        "</mri:descriptiveKeywords>"
        for keyword in document["keywords"]
    )
    files = "".join(
        f"<mrd:onLine><cit:CI_OnlineResource>{_text_3('cit:linkage', _address(document, file))}"
        f"{_text_3('cit:protocol', 'WWW:DOWNLOAD')}{_text_3('cit:name', file['name'])}"
        f"{_text_3('cit:description', _described(file))}</cit:CI_OnlineResource></mrd:onLine>"
        for file in document["files"]
    )
    return (
        f"<mdb:MD_Metadata{_NAMESPACES_3}><mdb:metadataIdentifier><mcc:MD_Identifier>"
        f"{_text_3('mcc:code', document['id'])}</mcc:MD_Identifier></mdb:metadataIdentifier><mdb:contact>"
        f"{_party_3(document['creators'][0])}</mdb:contact><mdb:identificationInfo><mri:MD_DataIdentification>"
        f"<mri:citation><cit:CI_Citation>{_text_3('cit:title', document['title'])}{dates}{parties}</cit:CI_Citation>"
        f"</mri:citation>{_text_3('mri:abstract', document['abstract'])}{keywords}</mri:MD_DataIdentification>"
        "</mdb:identificationInfo><mdb:distributionInfo><mrd:MD_Distribution><mrd:transferOptions>"
        f"<mrd:MD_DigitalTransferOptions>{files}</mrd:MD_DigitalTransferOptions></mrd:transferOptions>"
        "</mrd:MD_Distribution></mdb:distributionInfo><mdb:resourceLineage><mrl:LI_Lineage>"
        f"{_text_3('mrl:statement', document['lineage'])}</mrl:LI_Lineage></mdb:resourceLineage></mdb:MD_Metadata>"
    )


def _e(text: str) -> str:
    return escape(text, quote=False)


def _name(person: Document) -> str:
    return f"{person['family']}, {person['given']}"


def _dates(document: Document) -> tuple[tuple[str, str], ...]:
    published = f"{document['published']}T00:00:00Z"
    return (document["created"], "creation"), (published, "publication"), (document["modified"], "revision")


def _address(document: Document, file: Document) -> str:
    return f"https://ltd.example/f/{document['id']}/{file['name']}"


def _described(file: Document) -> str:
    return f"{file['format']} {file['bytes']} sha256:{file['sha256']}"


def _text(name: str, text: str) -> str:
    return f"<gmd:{name}><gco:CharacterString>{_e(text)}</gco:CharacterString></gmd:{name}>"


def _code(name: str, codes: str, value: str) -> str:
    told = f'<gmd:{codes} codeList="{_CODES}{codes}" codeListValue="{value}">{value}</gmd:{codes}>'
    return f"<gmd:{name}>{told}</gmd:{name}>"


def _party(person: Document, role: str) -> str:
    return (
        f"<gmd:CI_ResponsibleParty>{_text('individualName', _name(person))}"
        f"{_text('organisationName', person['affiliation'])}{_code('role', 'CI_RoleCode', role)}"
        "</gmd:CI_ResponsibleParty>"
    )


def _extent(document: Document) -> str:
    if not document["bbox"]:
        return ""
    sides = "".join(
        f"<gmd:{side}><gco:Decimal>{degrees}</gco:Decimal></gmd:{side}>"
        for side, degrees in zip(_SIDES, document["bbox"], strict=True)
    )
    return (
        "<gmd:extent><gmd:EX_Extent><gmd:geographicElement><gmd:EX_GeographicBoundingBox>"
        f"{sides}</gmd:EX_GeographicBoundingBox></gmd:geographicElement></gmd:EX_Extent></gmd:extent>"
    )


def _distribution(document: Document) -> str:
    files = "".join(
        f"<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>{_address(document, file)}</gmd:URL></gmd:linkage>"
        f"{_text('protocol', 'WWW:DOWNLOAD')}{_text('name', file['name'])}{_text('description', _described(file))}"
        "</gmd:CI_OnlineResource></gmd:onLine>"
        for file in document["files"]
    )
    return (
        "<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>"
        f"{files}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>"
    )


def _text_3(name: str, text: str) -> str:
    return f"<{name}><gco:CharacterString>{_e(text)}</gco:CharacterString></{name}>"


def _code_3(name: str, codes: str, value: str) -> str:
    kind = codes.partition(":")[2]
    return f'<{name}><{codes} codeList="{_CODES_3}{kind}" codeListValue="{value}">{value}</{codes}></{name}>'


def _party_3(person: Document) -> str:
    orcid = "" if "orcid" not in person else (
        f"<cit:partyIdentifier><mcc:MD_Identifier>{_text_3('mcc:code', person['orcid'])}"
        f"{_text_3('mcc:codeSpace', 'https://orcid.org')}</mcc:MD_Identifier></cit:partyIdentifier>"
    )  # fmt: skip
    return (
        f"<cit:CI_Responsibility>{_code_3('cit:role', 'cit:CI_RoleCode', 'author')}<cit:party><cit:CI_Organisation>"
        f"{_text_3('cit:name', person['affiliation'])}<cit:individual><cit:CI_Individual>"
        f"{_text_3('cit:name', _name(person))}{orcid}</cit:CI_Individual></cit:individual></cit:CI_Organisation>"
        "</cit:party></cit:CI_Responsibility>"
    )
