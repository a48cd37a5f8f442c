"""schema.org: files, layers and services of a dataset, and its description in other formats."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from repository.crosswalks.edition import Edition, EditionFile, EditionStatus
from repository.crosswalks.json_text import one_or_many, said_in
from repository.crosswalks.xml_text import address, language_tag, one_line
from repository.record.model import Record


def downloads(edition: Edition, *, most: int) -> Iterator[dict[str, Any]]:
    """The first files of the newest layer, all of it as one zip, and the list of all with their SHA256.

    A withdrawn dataset has none.
    """
    layer = edition.newest_layer
    if layer is None or edition.status is EditionStatus.WITHDRAWN:
        return
    for file in islice(layer.files, most):
        yield _download(file)
    yield {
        "@type": "DataDownload",
        "name": "All files",
        "contentUrl": f"{layer.url}zip",
        "encodingFormat": "application/zip",
    }
    yield {
        "@type": "DataDownload",
        "name": "Names and SHA256 of all files",
        "contentUrl": f"{edition.url}manifest",
        "encodingFormat": "text/plain",
    }


def layers(edition: Edition, *, most: int) -> Iterator[dict[str, Any]]:
    """The newest layers, each as a part with its own address; not typed Dataset, since it has no description."""
    for layer in islice(edition.layers, most):
        ends = (layer.begin or "..", layer.end or "..")
        yield {
            "@type": "CreativeWork",
            "@id": f"{edition.doi_url}#{layer.fragment}",
            "identifier": f"{edition.doi}#{layer.fragment}",
            "contentUrl": layer.url,
            "datePublished": layer.date.isoformat(),
            "temporalCoverage": "/".join(ends) if layer.begin or layer.end else None,
        }


def services(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    """Other ways to the data, as actions on an entry point; none of a withdrawn dataset."""
    for service in record.distribution.services if edition.status is EditionStatus.PUBLIC else ():
        yield {
            "@type": "Action",
            "name": service.name or service.kind,
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": service.uri,
                "contentType": service.media_type,
                "description": service.kind,
            },
        }


def explanations(record: Record, edition: Edition) -> Iterator[dict[str, Any]]:
    """The documents that explain the data: manuals, reports, figures; as downloads where the newest layer has them."""
    if edition.status is EditionStatus.WITHDRAWN:
        return
    files = {file.path: file for file in edition.newest_layer.files} if edition.newest_layer else {}
    for document in record.documents:
        file = files.get(document.path)
        yield {
            **(_download(file) if file else {"@type": "DigitalDocument"}),
            "name": one_or_many(said_in(document.title, record.language)) or document.path,
            "identifier": document.path,
            "genre": document.kind,
            "inLanguage": language_tag(document.language),
        }


def descriptions(edition: Edition) -> Iterator[dict[str, Any]]:
    """The same description in other formats, each by its media type and the address of its standard."""
    for export in edition.exports:
        yield {
            "@type": "DataDownload",
            "name": export.title,
            "contentUrl": export.url,
            "encodingFormat": one_or_many([each for each in (export.media_type, export.profile) if each]),
            "about": {"@id": edition.doi_url},
        }


def _download(file: EditionFile) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.path,
        "contentUrl": address(file.url) or file.url,
        "encodingFormat": one_or_many([one_line(said) for said in (file.media_type, file.form) if said]),
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }
