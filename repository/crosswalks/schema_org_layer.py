"""One layer of a dataset as schema.org/Dataset in JSON-LD: its own files, date and interval, and what it is part of.

What the layers have in common (people, place, variables, licence) is said again, so that the layer can be read alone.
"""

from dataclasses import replace
from typing import Any, Final

from repository.crosswalks.citation import cite
from repository.crosswalks.citation import text as citation_text
from repository.crosswalks.edition import Edition, EditionLayer
from repository.crosswalks.json_text import data_block, document
from repository.crosswalks.schema_org import FILES_MOST, HEAD_ENTRIES, HEAD_FILES, plain, short_block, values
from repository.record.model import Record

_OF_THE_WHOLE: Final = (
    "dateCreated", "subjectOf", "hasPart", "citation", "isBasedOn", "alternateName",
    "prov:wasDerivedFrom", "prov:wasGeneratedBy",
)  # fmt: skip
"""What is said of the whole dataset alone."""


_OF_THE_PART: Final = (
    "@id", "name", "description", "identifier", "url", "sameAs", "version", "license", "keywords",
    "isAccessibleForFree",
)  # fmt: skip
"""What a layer says of the dataset that it is part of."""

_PART_BYTES: Final = 12_000
"""In the head of a page; a dataset that takes more is only named by its address."""


def render_layer(record: Record, edition: Edition, fragment: int) -> bytes:
    """The whole description of a layer; of many files the first 200. Raises ``LookupError`` for no such layer."""
    return document(_values(record, edition, fragment, files=FILES_MOST))


def layer_block(record: Record, edition: Edition, fragment: int) -> str:
    """The text for the head of the page of a layer, as `schema_org.head_block` is for the whole dataset."""
    layer = _layer(edition, fragment)
    shown = _values(record, edition, fragment, files=HEAD_FILES, entries=HEAD_ENTRIES)
    words, whole = plain(record, replace(edition, url=layer.url)), plain(record, edition)
    own = {"name": f"{words['name']} ({_title(layer)})", "description": words["description"]}
    part: Any = {**shown["isPartOf"], "name": whole["name"], "description": whole["description"]}
    if len(data_block(part).encode()) > _PART_BYTES:
        part = edition.doi_url
    return short_block({**shown, **own, "isPartOf": part})


def _values(
    record: Record, edition: Edition, fragment: int, *, files: int, entries: int | None = None
) -> dict[str, Any]:
    layer = _layer(edition, fragment)
    citation = cite(record, edition, fragment)
    whole = values(record, replace(edition, layers=(layer,)), files=files, entries=entries)
    ends = (layer.begin or "..", layer.end or "..")
    return {name: value for name, value in whole.items() if name not in _OF_THE_WHOLE} | {
        "@id": citation.url,
        "identifier": f"{edition.doi}#{fragment}",
        "url": layer.url,
        "sameAs": layer.url,
        "version": layer.date.isoformat(),
        "name": _names(whole["name"], layer),
        "datePublished": layer.date.isoformat(),
        "dateModified": None,
        "temporalCoverage": "/".join(ends) if layer.begin or layer.end else whole["temporalCoverage"],
        "creditText": citation_text(citation),
        "distribution": [_of_layer(each, edition, fragment) for each in whole["distribution"]],
        "isPartOf": {
            "@type": "Dataset",
            **{name: whole[name] for name in _OF_THE_PART},
        },
    }


def _names(names: Any, layer: EditionLayer) -> Any:
    """The title in its languages, each with which layer this is."""
    if isinstance(names, list):
        return [_names(name, layer) for name in names]
    if isinstance(names, dict):
        return {**names, "@value": f"{names['@value']} ({_title(layer, names['@language'])})"}
    return f"{names} ({_title(layer)})"


def _title(layer: EditionLayer, language: str = "") -> str:
    """In the language of the title where that is French, else in English as in the citation."""
    return f"{'couche du' if language.startswith('fr') else 'layer of'} {layer.date.isoformat()}"


def _of_layer(download: dict[str, Any], edition: Edition, fragment: int) -> dict[str, Any]:
    """The list of checksums is that of the layer too."""
    manifest = f"{edition.url}manifest"
    return (
        {**download, "contentUrl": f"{manifest}?layer={fragment}"} if download["contentUrl"] == manifest else download
    )


def _layer(edition: Edition, fragment: int) -> EditionLayer:
    for layer in edition.layers:
        if layer.fragment == fragment:
            return layer
    raise LookupError(f"no layer {fragment}")
