"""A package as a bag. Source: RFC 8493, version 1.0, SHA256.

The payload is what was deposited, each file once under the layer that brought it; everything the archive knows is in
tag files below ``metadata/``: the package's own documents and manifests byte for byte, a table of each layer, PREMIS.
"""

from collections.abc import Callable, Iterator

from archive.aip.documents import LayerDocument
from archive.aip.layout import Kind, parse_name
from archive.exports.content import Entry, made, sealed, told_twice
from archive.exports.package import PackageRead
from archive.exports.places import Places, layer_label, place_files

README = """\
This is the archival information package {suffix} of a dataset, exported as a bag (RFC 8493).

data/<layer>/<path>                 the files as they were deposited, each once, under the layer that brought it
metadata/layers/<layer>.tsv         every file of each layer: where it lies in this bag, and its path in the dataset
metadata/package/                   record, layers, events and manifests of the package, byte for byte as sealed
                                    ("erased" where an order of law took it out: see erasure*.json beside the manifests)
metadata/premis.xml                 the history of the files (PREMIS 3)

The last number of the dataset's citation names a layer. The package was sealed by {manifest}
with SHA256 {sha256}; that manifest lists every file of the package with its SHA256.
"""
ERASED = "erased"
"""What a table of a layer says in place of a path, of a file that an order of law took out of the package."""

_COLUMNS = ("path in this bag", "path in the dataset", "name in the package", "bytes", "sha256", "media type", "role")


def bag_of(package: PackageRead, *, premis: Callable[[], Iterator[bytes]]) -> tuple[Entry, ...]:
    """The files of the bag: first what describes it, then the payload by path.

    ``premis`` gives the PREMIS document, the same each time. Raises what reading the package raises.
    """
    places = place_files(package)
    payload = tuple(
        sealed(f"data/{path}", package.folder / name, size=package.sizes[name], sha256=package.digests[name])
        for path, name in places.listed()
    )
    tags = (
        made("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        made("bag-info.txt", _bag_info(package, payload).encode()),
        told_twice("manifest-sha256.txt", lambda: _lines(payload)),
        *_metadata(package, places),
        told_twice("metadata/premis.xml", premis),
    )
    tagmanifest = made("tagmanifest-sha256.txt", b"".join(_lines(tags)))
    return (*tags, tagmanifest, *payload)


def _lines(entries: tuple[Entry, ...]) -> Iterator[bytes]:
    """No path holds ``%``, CR or LF, so none is encoded (RFC 8493, 2.1.3)."""
    return (f"{entry.sha256}  {entry.path}\n".encode() for entry in entries)


def _bag_info(package: PackageRead, payload: tuple[Entry, ...]) -> str:
    record = package.record()
    told = record.publication
    size = sum(entry.size for entry in payload)
    lines = [
        ("Source-Organization", told.publisher.name if told else ""),
        ("External-Description", record.title.best() if record.title else ""),
        ("External-Identifier", f"doi:{told.doi}" if told and told.doi else ""),
        ("Internal-Sender-Identifier", package.suffix),
        ("Internal-Sender-Description", f"Sealed by {package.seal.name}, SHA256 {package.seal.sha256}"),
        ("Bagging-Date", parse_name(package.seal.name).archived_on.isoformat()),
        ("Bag-Size", _readable(size)),
        ("Payload-Oxum", f"{size}.{len(payload)}"),
    ]
    return "".join(f"{label}: {value}\n" for label, value in lines if value)


def _readable(size: int) -> str:
    """As an archivist reads it.

    >>> _readable(999), _readable(20_000_000_000)
    ('999 bytes', '20.0 GB')
    """
    for unit, bytes_of in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6), ("KB", 10**3)):
        if size >= bytes_of:
            return f"{size / bytes_of:.1f} {unit}"
    return f"{size} bytes"


def _metadata(package: PackageRead, places: Places) -> Iterator[Entry]:
    readme = README.format(suffix=package.suffix, manifest=package.seal.name, sha256=package.seal.sha256)
    yield made("metadata/README.txt", readme.encode())
    for name, layer in package.layers():
        yield made(f"metadata/layers/{layer_label(name)}.tsv", _table(layer, layer_label(name), places))
    for name, sha256 in package.digests.items():
        if parse_name(name).kind is not Kind.DATA:
            source = package.folder / name
            yield sealed(f"metadata/package/{name}", source, size=package.sizes[name], sha256=sha256)


def _table(layer: LayerDocument, label: str, places: Places) -> bytes:
    rows = [_COLUMNS]
    for file in layer.files:
        where = f"data/{places.first(file, label)}" if file.archived_name in places.of else ERASED
        rows.append((where, file.path, file.archived_name, str(file.size), file.sha256, file.media_type, file.role))
    return "".join("\t".join(row) + "\n" for row in rows).encode()
