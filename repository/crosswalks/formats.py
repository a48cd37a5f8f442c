"""Every format a record is rendered to: who renders it, what it is called, and what it cannot carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from repository.crosswalks import (
    bibtex,
    citation,
    croissant,
    csl_json,
    csw_record,
    datacite,
    datacite_json,
    dcat,
    dcterms,
    dublin_core,
    iso19115_3,
    iso19139,
    ris,
    ro_crate,
    schema_org,
    stac,
)
from repository.crosswalks.checks import Check
from repository.crosswalks.edition import Edition
from repository.record.model import Record

Render = Callable[[Record, Edition], bytes]
"""A crosswalk: pure, never fails on a Record."""

XML_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `name` is that of its stored rendition, `export` that of its address (`/datasets/<suffix>/export/<export>`).
    `stored`: written as a Rendition when the dataset is published; `harvested`: given to harvesters under `name`.
    `renderer` changes when the same record gives other bytes; `check` says what is wrong with rendered bytes.
    `profile`: the address of the standard where several formats have the same media type.
    `not_carried`: fields of the record, such as `creators.orcid`, that the format has no place for; `folded`: fields
    whose text is there but in another element, from which no program can tell them apart.
    """

    name: str
    export: str
    title: str
    render: Render
    media_type: str
    extension: str
    renderer: str
    check: Check
    stored: bool = True
    harvested: bool = False
    profile: str = ""
    not_carried: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    def document(self, body: bytes) -> bytes:
        """A stored body as a document of its own: XML with its declaration."""
        return XML_DECLARATION + body if self.extension == "xml" and not body.startswith(b"<?xml") else body


def _all_but(*carried: str) -> tuple[str, ...]:
    """What a line of citation cannot carry, less what this format carries."""
    return tuple(field for field in citation.NOT_CARRIED if field not in carried)


_OF_KEYWORDS: Final = ("keywords.scheme", "keywords.scheme_uri", "keywords.uri", "keywords.kind")
"""What a reference manager does not know of a keyword."""

_ALL: Final = (
    Format(
        name="datacite",
        export="datacite-xml",
        title="DataCite 4",
        render=datacite.render,
        media_type="application/vnd.datacite.datacite+xml",
        extension="xml",
        renderer=datacite.RENDERER,
        check=datacite.CHECK,
        harvested=True,
        not_carried=datacite.NOT_CARRIED,
        folded=datacite.FOLDED,
    ),
    Format(
        name="datacite-json",
        export="datacite-json",
        title="DataCite JSON",
        render=datacite_json.render,
        media_type="application/vnd.datacite.datacite+json",
        extension="json",
        renderer=datacite_json.RENDERER,
        check=datacite_json.CHECK,
        not_carried=datacite_json.NOT_CARRIED,
        folded=datacite_json.FOLDED,
    ),
    Format(
        name="oai_dc",
        export="oai-dc",
        title="Dublin Core",
        render=dublin_core.render,
        media_type="application/xml",
        extension="xml",
        renderer=dublin_core.RENDERER,
        check=dublin_core.CHECK,
        harvested=True,
        profile="http://www.openarchives.org/OAI/2.0/oai_dc/",
        not_carried=dublin_core.NOT_CARRIED,
        folded=dublin_core.FOLDED,
    ),
    Format(
        name="schema-org",
        export="schema-org",
        title="schema.org",
        render=schema_org.render,
        media_type="application/ld+json",
        profile="https://schema.org/",
        extension="json",
        renderer=schema_org.RENDERER,
        check=schema_org.CHECK,
        not_carried=schema_org.NOT_CARRIED,
        folded=schema_org.FOLDED,
    ),
    Format(
        name="ro-crate",
        export="ro-crate",
        title="RO-Crate",
        render=ro_crate.render,
        media_type="application/ld+json",
        profile="https://w3id.org/ro/crate",
        extension="json",
        renderer=ro_crate.RENDERER,
        check=ro_crate.CHECK,
        not_carried=ro_crate.NOT_CARRIED,
        folded=ro_crate.FOLDED,
    ),
    Format(
        name="croissant",
        export="croissant",
        title="Croissant",
        render=croissant.render,
        media_type="application/ld+json",
        profile=croissant.CONFORMS_TO,
        extension="json",
        renderer=croissant.RENDERER,
        check=croissant.CHECK,
        not_carried=croissant.NOT_CARRIED,
        folded=croissant.FOLDED,
    ),
    Format(
        name="iso19115-3",
        export="iso19115-3",
        title="ISO 19115-3",
        render=iso19115_3.render,
        media_type="application/vnd.iso19115-3.metadata+xml",
        extension="xml",
        renderer=iso19115_3.RENDERER,
        check=iso19115_3.CHECK,
        harvested=True,
        not_carried=iso19115_3.NOT_CARRIED,
        folded=iso19115_3.FOLDED,
    ),
    Format(
        name="iso19139",
        export="iso19139",
        title="ISO 19139",
        render=iso19139.render,
        media_type="application/vnd.iso19139.metadata+xml",
        extension="xml",
        renderer=iso19139.RENDERER,
        check=iso19139.CHECK,
        harvested=True,
        not_carried=iso19139.NOT_CARRIED,
        folded=iso19139.FOLDED,
    ),
    Format(
        name="dcterms",
        export="dcterms",
        title="DCMI Metadata Terms",
        render=dcterms.render,
        media_type="application/xml",
        profile="http://purl.org/dc/terms/",
        extension="xml",
        renderer=dcterms.RENDERER,
        check=dcterms.CHECK,
        not_carried=dcterms.NOT_CARRIED,
        folded=dcterms.FOLDED,
    ),
    Format(
        name="csw-record",
        export="csw-record",
        title="CSW Record (Dublin Core)",
        render=csw_record.render,
        media_type="application/xml",
        profile=csw_record.CSW,
        extension="xml",
        renderer=csw_record.RENDERER,
        check=csw_record.CHECK,
        not_carried=csw_record.NOT_CARRIED,
        folded=csw_record.FOLDED,
    ),
    Format(
        name="dcat_ap",
        export="dcat-ap",
        title="DCAT-AP 3",
        render=dcat.render_rdf_xml,
        media_type="application/rdf+xml",
        extension="rdf",
        renderer=dcat.RENDERER,
        check=dcat.CHECK,
        harvested=True,
        not_carried=dcat.NOT_CARRIED,
        folded=dcat.FOLDED,
    ),
    Format(
        name="geodcat-ap",
        export="geodcat-ap",
        title="GeoDCAT-AP 3 (Turtle)",
        render=dcat.render_turtle,
        media_type="text/turtle",
        extension="ttl",
        renderer=dcat.RENDERER,
        check=dcat.TURTLE_CHECK,
        not_carried=dcat.NOT_CARRIED,
        folded=dcat.FOLDED,
    ),
    Format(
        name="dcat-ap-jsonld",
        export="dcat-ap-jsonld",
        title="DCAT-AP 3 (JSON-LD)",
        render=dcat.render_json_ld,
        media_type="application/ld+json",
        profile=dcat.PROFILE,
        extension="jsonld",
        renderer=dcat.RENDERER,
        check=dcat.JSON_LD_CHECK,
        not_carried=dcat.NOT_CARRIED,
        folded=dcat.FOLDED,
    ),
    Format(
        name="stac",
        export="stac",
        title="STAC Item",
        render=stac.render,
        media_type="application/geo+json",
        extension="json",
        renderer=stac.RENDERER,
        check=stac.CHECK,
        not_carried=stac.NOT_CARRIED,
        folded=stac.FOLDED,
    ),
    Format(
        name="bibtex",
        export="bibtex",
        title="BibTeX",
        render=bibtex.render,
        media_type="application/x-bibtex",
        extension="bib",
        renderer=bibtex.RENDERER,
        check=bibtex.CHECK,
        not_carried=(*_all_but("data_languages", "keywords"), *_OF_KEYWORDS),
    ),
    Format(
        name="ris",
        export="ris",
        title="RIS",
        render=ris.render,
        media_type="application/x-research-info-systems",
        extension="ris",
        renderer=ris.RENDERER,
        check=ris.CHECK,
        not_carried=(
            *_all_but("resource_type", "abstract", "data_languages", "keywords"),
            "resource_type.text",
            *_OF_KEYWORDS,
        ),
    ),
    Format(
        name="csl-json",
        export="csl-json",
        title="CSL-JSON",
        render=csl_json.render,
        media_type="application/vnd.citationstyles.csl+json",
        extension="json",
        renderer=csl_json.RENDERER,
        check=csl_json.CHECK,
        not_carried=(
            *_all_but("resource_type", "abstract", "data_languages", "keywords"),
            "resource_type.text",
            *_OF_KEYWORDS,
        ),
    ),
    Format(
        name="citation-text",
        export="citation-text",
        title="Citation",
        render=citation.render,
        media_type="text/x-bibliography",
        extension="txt",
        renderer=citation.RENDERER,
        check=citation.CHECK,
        not_carried=citation.NOT_CARRIED,
    ),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({entry.name: entry for entry in _ALL})
"""Name of the stored rendition -> format."""

EXPORTS: Final[Mapping[str, Format]] = MappingProxyType({entry.export: entry for entry in _ALL})
"""Name in the address of an export -> format."""
