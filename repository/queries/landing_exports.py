"""What a reader takes along beside the files: checksums for ``sha256sum -c``, and one layer described and cited."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from repository.crosswalks import bibtex, cdi, csl_json, ris
from repository.crosswalks.citation import Citation, cite, text
from repository.crosswalks.format import XML_DECLARATION
from repository.crosswalks.formats import EXPORTS, Format
from repository.models import Dataset
from repository.queries.editions import edition_of
from repository.queries.landing_head import described_layer
from repository.queries.landing_parts import ExportLink
from repository.queries.layers import places_in, published_snapshots
from repository.record.canonical import parse
from repository.record.model import Record


@dataclass(frozen=True, slots=True)
class Checksums:
    """The lines of GNU coreutils ``sha256sum`` for the files of one layer, by path."""

    fragment: int
    lines: str


def checksums(dataset: Dataset, layer: str = "") -> Checksums | None:
    """The checksums of a layer, by default of the newest; nothing where there is no such layer."""
    layers = published_snapshots(dataset)
    if layer:
        layers = layers.filter(number=int(layer)) if _is_number(layer) else layers.none()
    fragment = layers.values_list("number", flat=True).first()
    if fragment is None:
        return None
    rows = places_in(fragment).filter(file__erased_at=None).values_list("file__sha256", "path").iterator()
    return Checksums(fragment, "".join(_line(sha256, path) for sha256, path in rows))


def _line(sha256: str, path: str) -> str:
    """One line; a name with a backslash or a line break is escaped, which a backslash before the line says."""
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == path else chr(92)}{sha256}  {escaped}\n"


def layer_in_format(dataset: Dataset, entry: Format, layer: str) -> bytes | None:
    """One layer, described or cited, in a format of ``LAYER_FORMATS``; nothing for other formats or no such layer."""
    if dataset.current_version is None or not _is_number(layer) or entry.name not in LAYER_FORMATS:
        return None
    record = parse(bytes(dataset.current_version.document))
    edition = edition_of(dataset, with_files=False)
    try:
        citation = cite(record, edition, int(layer))
    except LookupError:
        return None
    if entry.name == "schema-org":
        return described_layer(dataset, record, edition, int(layer))
    return _CITED[entry.name](citation)


_CITED: Final[Mapping[str, Callable[[Citation], bytes]]] = {
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl-json": lambda citation: f"{json.dumps(csl_json.write(citation), ensure_ascii=False, indent=1)}\n".encode(),
    "citation-text": lambda citation: f"{text(citation)}\n".encode(),
}
LAYER_FORMATS: Final = ("schema-org", *_CITED)
"""The formats that one layer can be had in, beside the whole dataset."""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def exports_of_page(dataset: Dataset, record: Record, fragment: int | None) -> tuple[ExportLink, ...]:
    """Every format; on the page of a layer those that a layer has are about the layer. Of the sea a CDI summary too."""
    query = "" if fragment is None else f"?layer={fragment}"
    links = [
        ExportLink(
            entry.title,
            reverse("export", args=[dataset.suffix, name]) + (query if entry.name in LAYER_FORMATS else ""),
            entry.media_type,
            entry.profile,
            of_layer=bool(query) and entry.name in LAYER_FORMATS,
        )
        for name, entry in EXPORTS.items()
    ]
    if cdi.applies(record):
        links.append(ExportLink(cdi.TITLE, reverse("cdi", args=[dataset.suffix]), cdi.MEDIA_TYPE, cdi.PROFILE))
    return tuple(links)


def summary_of(dataset: Dataset) -> bytes | None:
    """The CDI summary of a public dataset, made now; nothing where it makes no sense."""
    if dataset.current_version is None:
        return None
    record = parse(bytes(dataset.current_version.document))
    return XML_DECLARATION + cdi.render(record, edition_of(dataset)) if cdi.applies(record) else None
