"""Every format a record is rendered to: who renders it, what it is called, and what it cannot carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from repository.crosswalks import bibtex, citation, csl_json, datacite, dublin_core, ris
from repository.crosswalks.edition import Edition
from repository.record.model import Record

Render = Callable[[Record, Edition], bytes]
"""A crosswalk: pure, never fails on a Record."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `name` is that of its stored rendition, `export` that of its address (`/datasets/<suffix>/export/<export>`).
    `stored`: written as a Rendition when the dataset is published; `harvested`: given to harvesters under `name`.
    `renderer` changes when the same record gives other bytes; `schema` is the path of its XSD in a folder of schemas.
    `not_carried`: fields of the record, such as `creators.orcid`, that the format has no place for.
    """

    name: str
    export: str
    title: str
    render: Render
    media_type: str
    extension: str
    renderer: str
    stored: bool = True
    harvested: bool = False
    schema: str = ""
    not_carried: tuple[str, ...] = ()


def _all_but(*carried: str) -> tuple[str, ...]:
    """What a line of citation cannot carry, less what this format carries."""
    return tuple(field for field in citation.NOT_CARRIED if field not in carried)


_ALL: Final = (
    Format(
        name="datacite",
        export="datacite-xml",
        title="DataCite 4",
        render=datacite.render,
        media_type="application/vnd.datacite.datacite+xml",
        extension="xml",
        renderer=datacite.RENDERER,
        harvested=True,
        schema="schema.datacite.org/meta/kernel-4.6/metadata.xsd",
        not_carried=datacite.NOT_CARRIED,
    ),
    Format(
        name="oai_dc",
        export="oai-dc",
        title="Dublin Core",
        render=dublin_core.render,
        media_type="application/xml",
        extension="xml",
        renderer=dublin_core.RENDERER,
        harvested=True,
        schema="www.openarchives.org/OAI/2.0/oai_dc.xsd",
        not_carried=dublin_core.NOT_CARRIED,
    ),
    Format(
        name="bibtex",
        export="bibtex",
        title="BibTeX",
        render=bibtex.render,
        media_type="application/x-bibtex",
        extension="bib",
        renderer=bibtex.RENDERER,
        not_carried=_all_but("data_languages", "keywords"),
    ),
    Format(
        name="ris",
        export="ris",
        title="RIS",
        render=ris.render,
        media_type="application/x-research-info-systems",
        extension="ris",
        renderer=ris.RENDERER,
        not_carried=_all_but("resource_type", "abstract", "data_languages", "keywords"),
    ),
    Format(
        name="csl-json",
        export="csl-json",
        title="CSL-JSON",
        render=csl_json.render,
        media_type="application/vnd.citationstyles.csl+json",
        extension="json",
        renderer=csl_json.RENDERER,
        not_carried=_all_but("resource_type", "abstract", "data_languages", "keywords"),
    ),
    Format(
        name="citation-text",
        export="citation-text",
        title="Citation",
        render=citation.render,
        media_type="text/x-bibliography",
        extension="txt",
        renderer=citation.RENDERER,
        not_carried=citation.NOT_CARRIED,
    ),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({entry.name: entry for entry in _ALL})
"""Name of the stored rendition -> format."""

EXPORTS: Final[Mapping[str, Format]] = MappingProxyType({entry.export: entry for entry in _ALL})
"""Name in the address of an export -> format."""
