"""ISO 19115: addresses of the data and works beside them, before either XML form writes them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionStatus
from repository.crosswalks.iso_shapes import Link
from repository.crosswalks.iso_terms import DOWNLOAD, LINK, PROTOCOLS
from repository.crosswalks.phrases import TEST_DOI_SENTENCE, media_types, withdrawal_sentence
from repository.crosswalks.xml_text import one_line
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.relations import Format, RelatedResource

FILES_MOST: Final = 200
"""So many files are listed one by one; of more, the landing page is the list."""


def landing(edition: Edition) -> Link:
    """The page of the dataset, under its DOI."""
    return Link(edition.doi_url, LINK, "Landing page", function="information")


def files(edition: Edition) -> Iterator[Link]:
    """Each file of the newest layer, while everybody may have it and there are not too many."""
    for file in open_files(edition):
        words = f"{one_line(file.media_type)}, {file.size} bytes, SHA-256 {file.sha256}"
        yield Link(file.url, DOWNLOAD, one_line(file.path), words.removeprefix(", "), "download")


def open_files(edition: Edition) -> tuple[EditionFile, ...]:
    """The files that are listed."""
    layer = edition.newest_layer
    is_open = edition.access is EditionAccess.OPEN and edition.status is EditionStatus.PUBLIC
    return layer.files if layer and is_open and len(layer.files) <= FILES_MOST else ()


def services(record: Record, edition: Edition) -> Iterator[Link]:
    """Other ways to the data; the profile is our word for the kind, which a protocol does not always say.

    None once the dataset is withdrawn.
    """
    for service in record.distribution.services if edition.status is EditionStatus.PUBLIC else ():
        function = "download" if service.kind == "download" else "information"
        protocol = PROTOCOLS.get(service.kind, LINK)
        yield Link(service.uri, protocol, service.name or "", service.media_type or "", function, service.kind)


def formats(record: Record, edition: Edition) -> Iterator[Format]:
    """The formats that the record names, then media types of files that it does not; none once withdrawn."""
    named = record.distribution.formats if edition.status is EditionStatus.PUBLIC else ()
    yield from named
    said = {form.media_type for form in named} | {form.name for form in named}
    for media_type in media_types(record, edition):
        if media_type not in said:
            yield Format(name=media_type)


class Manual(NamedTuple):
    """A document among the files that explains them."""

    kind: str
    path: str
    title: LocalisedLine | None
    url: str


def manuals(record: Record, edition: Edition) -> Iterator[Manual]:
    """The documents of the record, with their address where everybody may have them."""
    urls = {file.path: file.url for file in open_files(edition)}
    for described in record.documents:
        path = one_line(described.path)
        yield Manual(described.kind, path, described.title, urls.get(described.path, ""))


class Work(NamedTuple):
    """Another work: what the dataset is to it, its identifier of a kind, its title and how it is cited."""

    relation: str
    identifier: str
    kind: str
    uri: str = ""
    title: str = ""
    citation: str = ""
    day: str = ""


def works(record: Record, edition: Edition) -> Iterator[Work]:
    """Related works, then each layer of the dataset as a part with the fragment of its DOI, newest first."""
    for related in record.related:
        yield _work(related)
    for layer in edition.layers:
        day = layer.date.isoformat()
        span = f", data of {one_line(layer.begin)} to {one_line(layer.end)}" if layer.begin and layer.end else ""
        title = f"Layer of {day}{span}"
        address = f"{edition.doi_url}#{layer.fragment}"
        yield Work("HasPart", address, "DOI" if edition.doi_resolves else "URL", layer.url, title, day=day)


def _work(related: RelatedResource) -> Work:
    is_doi = related.identifier_type == "DOI"
    identifier = f"https://doi.org/{related.identifier}" if is_doi else related.identifier
    title, citation = related.title or "", related.citation or ""
    return Work(related.relation, identifier, related.identifier_type, related.uri or "", title, citation)


def supplement(record: Record, edition: Edition) -> Iterator[str]:
    """What has no place of its own in ISO 19115, one sentence each, in English."""
    yield withdrawal_sentence(edition)
    yield "" if edition.doi_resolves else TEST_DOI_SENTENCE
    if record.temporal_resolution and record.temporal_resolution.note:
        yield f"Temporal resolution: {record.temporal_resolution.note.best(record.language)}"
    layer = edition.newest_layer
    if layer and len(layer.files) > FILES_MOST:
        yield f"The dataset has {len(layer.files)} files; its landing page lists them."
