"""DCAT: the files of the newest layer as distributions, services, documents, and the layers as versions."""

from collections.abc import Iterator
from typing import Final

from repository.crosswalks.dcat_authorities import file_type_iri, language_iri, licence_iri, media_type_iri
from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionLayer, EditionStatus
from repository.crosswalks.rdf_terms import Node, Pair, Text, date_text, each, iri, node, typed
from repository.crosswalks.xml_text import language_tag, one_line
from repository.record.model import Record
from repository.record.relations import Document, Format, Service

FILES_LISTED: Final = 200
"""Of a layer with more files the first ones are distributions; the list with all their SHA256 is one more."""

_SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_ZIP: Final = "application/zip"
_PROTOCOLS: Final = {
    "WMS": "http://www.opengis.net/def/serviceType/ogc/wms",
    "WMTS": "http://www.opengis.net/def/serviceType/ogc/wmts",
    "WFS": "http://www.opengis.net/def/serviceType/ogc/wfs",
    "WCS": "http://www.opengis.net/def/serviceType/ogc/wcs",
}
_PAGES: Final = {"download", "viewer", "other"}
"""Kinds of service that people open; programs ask the others."""


def distributions(record: Record, edition: Edition) -> Iterator[Pair]:
    """One for each file, one for all of them together, one for each service; none once a dataset is withdrawn."""
    for form in record.distribution.formats:
        yield "dct:format", _format(form)
    if edition.status is EditionStatus.WITHDRAWN:
        return
    layer = edition.newest_layer
    if layer and layer.files:
        yield from _of_layer(record, edition, layer)
    for service in record.distribution.services:
        address = iri(service.uri)
        if address:
            yield "dcat:distribution", _of_service(record, edition, service, address)


def layers(record: Record, edition: Edition) -> Iterator[Pair]:
    """Every layer as a version of the dataset, newest first."""
    for layer in edition.layers:
        title = Text(f"{record.main_title} (layer of {layer.date})", language_tag(record.main_title_language))
        ends = (("dcat:startDate", layer.begin), ("dcat:endDate", layer.end))
        said = [(name, date_text(end)) for name, end in ends if end]
        pairs: list[Pair] = [
            ("dct:title", title),
            ("dct:description", Text(f"Layer {layer.fragment} of {edition.doi}, of {layer.date}.", "en")),
            ("dct:issued", typed(layer.date.isoformat(), "xsd:date")),
            ("dcat:version", Text(str(layer.fragment))),
            ("dcat:isVersionOf", iri(edition.doi_url)),
        ]
        if said:
            pairs.append(("dct:temporal", node("dct:PeriodOfTime", pairs=said)))
        yield "dcat:hasVersion", node("dcat:Dataset", iri=iri(layer.url), pairs=pairs)


def documents(record: Record, edition: Edition) -> Iterator[Pair]:
    """The files that explain the data; without an address where readers cannot have them."""
    layer = edition.newest_layer if edition.status is EditionStatus.PUBLIC else None
    found = {file.path: iri(file.url) for file in (layer.files if layer and record.documents else ())}
    for document in record.documents:
        language = language_iri(document.language or "")
        kind = node("skos:Concept", pairs=(("skos:prefLabel", Text(document.kind, "en")),))
        pairs = (
            ("dct:identifier", Text(document.path)),
            *each("dct:title", document.title),
            ("dct:type", kind),
            ("dct:language", node("dct:LinguisticSystem", iri=language) if language else ""),
        )
        yield "foaf:page", node("foaf:Document", iri=found.get(document.path, ""), pairs=pairs)


def licence(record: Record) -> Node | None:
    """The licence by its address in the EU's table, else by its own, with its name."""
    if record.licence is None:
        return None
    own = iri(record.licence.address)
    pairs: list[Pair] = [("rdfs:label", Text(record.licence.title))]
    if record.licence.spdx:
        pairs.append(("dct:identifier", Text(record.licence.spdx)))
    known = licence_iri(record.licence)
    if known:
        pairs.append(("skos:exactMatch", own))
    return node("dct:LicenseDocument", iri=known or own, pairs=pairs)


def _of_layer(record: Record, edition: Edition, layer: EditionLayer) -> Iterator[Pair]:
    """The first files, all of them as one zip, and the list of all."""
    titles = {document.path: document for document in record.documents}
    for file in layer.files[:FILES_LISTED]:
        yield "dcat:distribution", _of_file(record, edition, layer, file, titles.get(file.path))
    yield "dcat:distribution", _whole(record, edition, layer)
    yield "dcat:distribution", _list(record, edition, layer)


def _shared(record: Record, edition: Edition) -> list[Pair]:
    """What every distribution says: where to ask for it, and under which licence."""
    known = licence(record)
    return [("dcat:accessURL", iri(edition.url)), *([("dct:license", known.iri or known)] if known else [])]


def _whole(record: Record, edition: Edition, layer: EditionLayer) -> Node:
    count, size = len(layer.files), sum(file.size for file in layer.files)
    pairs = [
        ("dct:title", Text(f"All files of the layer of {layer.date}", "en")),
        ("dct:description", Text(f"{count} files, {size} bytes, in one zip.", "en")),
        *_shared(record, edition),
        ("dct:issued", typed(layer.date.isoformat(), "xsd:date")),
        *_kind(_ZIP),
        ("dcat:packageFormat", node("dct:MediaType", iri=media_type_iri(_ZIP))),
    ]
    if edition.access is EditionAccess.OPEN:
        pairs.append(("dcat:downloadURL", iri(f"{layer.url}zip")))
    return node("dcat:Distribution", pairs=pairs)


def _list(record: Record, edition: Edition, layer: EditionLayer) -> Node:
    pairs = (
        ("dct:title", Text("Names and SHA256 of all files", "en")),
        *_shared(record, edition),
        ("dct:issued", typed(layer.date.isoformat(), "xsd:date")),
        *_kind("text/plain"),
        ("dcat:downloadURL", iri(f"{edition.url}manifest")),
    )
    return node("dcat:Distribution", pairs=pairs)


def _of_file(
    record: Record, edition: Edition, layer: EditionLayer, file: EditionFile, document: Document | None
) -> Node:
    titles = tuple(each("dct:description", document.title)) if document else ()
    pairs = [
        ("dct:title", Text(one_line(file.path) or "file")),
        *titles,
        *_shared(record, edition),
        ("dct:issued", typed(layer.date.isoformat(), "xsd:date")),
        ("dcat:byteSize", typed(str(file.size), "xsd:nonNegativeInteger")),
        ("spdx:checksum", _checksum(file.sha256)),
        *_kind(file.media_type),
    ]
    if edition.access is EditionAccess.OPEN:
        pairs.append(("dcat:downloadURL", iri(file.url)))
    return node("dcat:Distribution", pairs=pairs)


def _checksum(sha256: str) -> Node:
    algorithm = node("spdx:ChecksumAlgorithm", iri=_SHA256)
    value = typed(sha256, "xsd:hexBinary")
    return node("spdx:Checksum", pairs=(("spdx:algorithm", algorithm), ("spdx:checksumValue", value)))


def _kind(media_type: str) -> Iterator[Pair]:
    known, kind = media_type_iri(media_type), file_type_iri(media_type)
    if known:
        yield "dcat:mediaType", node("dct:MediaType", iri=known)
    if kind:
        yield "dct:format", node("dct:MediaTypeOrExtent", iri=kind)


def _format(form: Format) -> Node:
    pairs: list[Pair] = [("rdfs:label", Text(form.name)), ("rdfs:seeAlso", media_type_iri(form.media_type or ""))]
    if form.version:
        pairs.append(("schema:version", Text(form.version)))
    return node("dct:MediaTypeOrExtent", iri=iri(form.uri), pairs=pairs)


def _of_service(record: Record, edition: Edition, service: Service, address: str) -> Node:
    title = Text(service.name or service.kind)
    kind = node("skos:Concept", pairs=(("skos:prefLabel", Text(service.kind)),))
    pairs: list[Pair] = [("dct:title", title), ("dcat:accessURL", address), ("dct:type", kind)]
    pairs += _shared(record, edition)[1:]
    pairs += _kind(service.media_type or "")
    if service.kind not in _PAGES:
        pairs.append(("dcat:accessService", _service(edition, service, address, title)))
    return node("dcat:Distribution", pairs=pairs)


def _service(edition: Edition, service: Service, address: str, title: Text) -> Node:
    protocol = _PROTOCOLS.get(service.kind, "")
    standard = node("dct:Standard", iri=protocol, pairs=(("dct:title", Text(service.kind)),))
    pairs: tuple[Pair, ...] = (
        ("dct:title", title),
        ("dcat:endpointURL", node("rdfs:Resource", iri=address)),
        ("dcat:servesDataset", iri(edition.doi_url)),
        ("dct:conformsTo", standard),
    )
    return node("dcat:DataService", pairs=pairs)
