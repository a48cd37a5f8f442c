"""OGC API - Records: the links of a record: its page and other formats, its files while everybody may have them."""

from collections.abc import Iterator
from typing import Any, Final

from repository.crosswalks.dcmi import reference
from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.crosswalks.xml_text import address, one_line
from repository.record.model import Record

FILES_LISTED: Final = 200
"""Of a layer with more files the first ones are linked; the archive of all is one more link."""

_NAME: Final = "export/ogc-record"


def links(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    """Typed links, that of the record itself first. Relations are those of IANA."""
    yield {"rel": "self", "href": address(f"{edition.url}{_NAME}"), "type": "application/geo+json"}
    yield {"rel": "alternate", "href": address(edition.url), "type": "text/html", "title": record.main_title}
    yield from _formats(edition)
    yield {"rel": "cite-as", "href": address(edition.doi_url)}
    licence = record.licence
    if licence and address(licence.address or ""):
        yield {"rel": "license", "href": address(licence.address or ""), "title": licence.title}
    yield from _works(record)
    for service in record.distribution.services:
        target = {"rel": "service", "href": address(service.uri), "type": service.media_type, "title": service.name}
        if target["href"]:
            yield target
    yield from _files(edition)


def _formats(edition: Edition) -> Iterator[dict[str, Any]]:
    """The other formats of the description."""
    for export in edition.exports:
        if not export.url.endswith(_NAME):
            said = {"type": export.media_type, "title": export.title, "profile": [export.profile]}
            yield {"rel": "alternate", "href": address(export.url), **said}


def _works(record: Record) -> Iterator[dict[str, Any]]:
    for work in record.related:
        target = address(reference(work))
        if target:
            yield {"rel": "related", "href": target, "title": work.title}


def _files(edition: Edition) -> Iterator[dict[str, Any]]:
    layer = edition.newest_layer
    if layer is None or edition.status is EditionStatus.WITHDRAWN or edition.access is not EditionAccess.OPEN:
        return
    for file in layer.files[:FILES_LISTED]:
        said = {"type": one_line(file.media_type), "title": one_line(file.path), "length": file.size}
        yield {"rel": "enclosure", "href": address(file.url), **said}
    if layer.files:
        yield {"rel": "enclosure", "href": address(f"{layer.url}zip"), "type": "application/zip", "title": "All files"}
