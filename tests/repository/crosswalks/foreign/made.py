"""Small descriptions in every dialect, made for the tests."""

import io
import json
import zipfile
from typing import Any, Final

GMD: Final = """<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"
 xmlns:gml="http://www.opengis.net/gml{gml}" xmlns:gmx="http://www.isotc211.org/2005/gmx"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<gmd:language><gmd:LanguageCode codeList="x" codeListValue="fre"/></gmd:language>
<gmd:locale><gmd:PT_Locale id="EN"><gmd:languageCode><gmd:LanguageCode codeListValue="eng"/></gmd:languageCode>
</gmd:PT_Locale></gmd:locale>
<gmd:identificationInfo><gmd:MD_DataIdentification>
<gmd:citation><gmd:CI_Citation><gmd:title><gco:CharacterString>Oxygène</gco:CharacterString><gmd:PT_FreeText>
<gmd:textGroup><gmd:LocalisedCharacterString locale="#EN">Oxygen</gmd:LocalisedCharacterString></gmd:textGroup>
</gmd:PT_FreeText></gmd:title></gmd:CI_Citation></gmd:citation>
<gmd:abstract><gco:CharacterString>Profils.</gco:CharacterString></gmd:abstract>
<gmd:purpose><gco:CharacterString>To know.</gco:CharacterString></gmd:purpose>
<gmd:pointOfContact><gmd:CI_ResponsibleParty>
<gmd:individualName><gmx:Anchor xlink:href="https://orcid.org/0000-0002-1825-0097">Clara Marin</gmx:Anchor>
</gmd:individualName><gmd:organisationName><gco:CharacterString>Ifremer</gco:CharacterString></gmd:organisationName>
<gmd:role><gmd:CI_RoleCode codeListValue="author"/></gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>
<gmd:resourceConstraints><gmd:MD_LegalConstraints><gmd:otherConstraints><gco:CharacterString>CC BY 4.0
</gco:CharacterString></gmd:otherConstraints></gmd:MD_LegalConstraints></gmd:resourceConstraints>
<gmd:extent><gmd:EX_Extent><gmd:geographicElement><gmd:EX_GeographicBoundingBox>
<gmd:westBoundLongitude><gco:Decimal>{west}</gco:Decimal></gmd:westBoundLongitude>
<gmd:eastBoundLongitude><gco:Decimal>5</gco:Decimal></gmd:eastBoundLongitude>
<gmd:southBoundLatitude><gco:Decimal>42</gco:Decimal></gmd:southBoundLatitude>
<gmd:northBoundLatitude><gco:Decimal>43</gco:Decimal></gmd:northBoundLatitude>
</gmd:EX_GeographicBoundingBox></gmd:geographicElement>
<gmd:temporalElement><gmd:EX_TemporalExtent><gmd:extent>{period}</gmd:extent></gmd:EX_TemporalExtent>
</gmd:temporalElement></gmd:EX_Extent></gmd:extent></gmd:MD_DataIdentification></gmd:identificationInfo>
</gmd:MD_Metadata>"""

NEW_PERIOD: Final = (
    '<gml:TimePeriod gml:id="a"><gml:beginPosition>2019-01-14T00:00:00Z</gml:beginPosition>'
    '<gml:endPosition indeterminatePosition="now"/></gml:TimePeriod>'
)
OLD_PERIOD: Final = (
    '<gml:TimePeriod gml:id="a"><gml:begin><gml:TimeInstant gml:id="b"><gml:timePosition>2019-01</gml:timePosition>'
    "</gml:TimeInstant></gml:begin><gml:end><gml:TimeInstant gml:id='c'><gml:timePosition>2020</gml:timePosition>"
    "</gml:TimeInstant></gml:end></gml:TimePeriod>"
)

MDB: Final = """<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/{version}"
 xmlns:cit="http://standards.iso.org/iso/19115/-3/cit/{version}" xmlns:mri="http://standards.iso.org/iso/19115/-3/mri/1.0"
 xmlns:gco="http://standards.iso.org/iso/19115/-3/gco/1.0" xmlns:mcc="http://standards.iso.org/iso/19115/-3/mcc/1.0"
 xmlns:lan="http://standards.iso.org/iso/19115/-3/lan/1.0" xmlns:mrl="http://standards.iso.org/iso/19115/-3/mrl/2.0">
<mdb:defaultLocale><lan:PT_Locale><lan:language><lan:LanguageCode codeListValue="eng"/></lan:language></lan:PT_Locale>
</mdb:defaultLocale><mdb:identificationInfo><mri:MD_DataIdentification><mri:citation><cit:CI_Citation>
<cit:title><gco:CharacterString>Oxygen</gco:CharacterString></cit:title>
<cit:citedResponsibleParty><cit:CI_Responsibility><cit:role><cit:CI_RoleCode codeListValue="author"/></cit:role>
<cit:party><cit:CI_Organisation><cit:name><gco:CharacterString>Ifremer</gco:CharacterString></cit:name>
<cit:individual><cit:CI_Individual><cit:name><gco:CharacterString>Marin, Clara</gco:CharacterString></cit:name>
<cit:partyIdentifier><mcc:MD_Identifier><mcc:code><gco:CharacterString>0000-0002-1825-0097</gco:CharacterString>
</mcc:code></mcc:MD_Identifier></cit:partyIdentifier></cit:CI_Individual></cit:individual></cit:CI_Organisation>
</cit:party></cit:CI_Responsibility></cit:citedResponsibleParty></cit:CI_Citation></mri:citation>
<mri:topicCategory><mri:MD_TopicCategoryCode>oceans</mri:MD_TopicCategoryCode></mri:topicCategory>
</mri:MD_DataIdentification></mdb:identificationInfo>
<mdb:resourceLineage><mrl:LI_Lineage><mrl:statement><gco:CharacterString>Casts.</gco:CharacterString></mrl:statement>
</mrl:LI_Lineage></mdb:resourceLineage></mdb:MD_Metadata>"""


def datacite(inside: str = "", *, kernel: str = "4", creators: str = "") -> bytes:
    """A DataCite document of a kernel, with more elements in it."""
    made = creators or "<creator><creatorName>Marin, Clara</creatorName></creator>"
    return (
        f'<resource xmlns="http://datacite.org/schema/kernel-{kernel}"><identifier identifierType="DOI">10.1234/X'
        f"</identifier><creators>{made}</creators><titles><title>Oxygen</title></titles><publisher>X</publisher>"
        f"<publicationYear>2019</publicationYear>{inside}</resource>"
    ).encode()


def crate(**more: Any) -> bytes:
    """A RO-Crate with a person, a licence and a file."""
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": "Oxygen",
        "description": "Casts.",
        "datePublished": "2019-03-05",
        "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "author": [{"@id": "https://orcid.org/0000-0002-1825-0097"}],
        "keywords": "oxygen, shelf",
        "spatialCoverage": {"@id": "#place"},
        "hasPart": [{"@id": "cast.csv"}],
        **more,
    }
    graph = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
        root,
        {"@id": "https://orcid.org/0000-0002-1825-0097", "@type": "Person", "name": "Clara Marin",
         "affiliation": {"@id": "https://ror.org/044jxhp58"}},
        {"@id": "https://ror.org/044jxhp58", "@type": "Organization", "name": "Ifremer"},
        {"@id": "#place", "@type": "Place", "name": "Gulf of Lion", "geo": {"@id": "#geo"}},
        {"@id": "#geo", "@type": "GeoShape", "box": "42.1 3.0 43.5 5.3"},
        {"@id": "cast.csv", "@type": "File", "name": "Cast", "contentSize": "12"},
    ]  # fmt: skip
    return json.dumps({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return body.getvalue()
