"""Files to archive, brought to the disk before anything is measured."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from archive.aip.archiving import Archiving, Document, SourceFile
from archive.aip.documents import ArchivedFile, layer_document
from archive.aip.layout import Kind, layer_name
from repository.record.canonical import canonical_bytes, digest
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.people import Organisation
from repository.record.publication import LayerReference, Publication

MB = 1_000_000
DAY = date(2026, 3, 5)
FRAGMENT = 900_000_000
_BLOCK = 1 << 20


def folder_to_measure() -> str:
    """BENCH_FOLDER, a folder on the file system to measure (default /tmp)."""
    return os.environ.get("BENCH_FOLDER", "/tmp")


def archiving_of(folder: Path, sizes: list[int]) -> Archiving:
    """So many files of so many bytes in ``folder``, with their layer and a record."""
    folder.mkdir(parents=True)
    sources, entries = [], []
    for number, size in enumerate(sizes, start=1):
        source, found = folder / f"{number}", sha256()
        with source.open("wb") as target:
            for block in _blocks(number, size):
                found.update(block)
                target.write(block)
        name = f"{number}.bin-{DAY}"
        sources.append(SourceFile(name, source, found.hexdigest()))
        entries.append(
            ArchivedFile(
                archived_name=name,
                path=f"{number}.bin",
                size=size,
                sha256=found.hexdigest(),
                media_type="application/octet-stream",
                role="data",
            )
        )
    os.sync()
    layer = layer_document(fragment=FRAGMENT, layer_date=DAY, files=entries)
    return Archiving(
        DAY, sources, [Document(Kind.LAYER, layer, FRAGMENT), Document(Kind.RECORD, _record(digest(layer)))]
    )


def remember(paths: Iterable[Path]) -> None:
    """Read files into the kernel's cache, and nothing is left to write: so each side finds the same."""
    os.sync()
    for path in paths:
        with path.open("rb", buffering=0) as stream:
            while stream.read(_BLOCK):
                pass


def _blocks(number: int, size: int) -> Iterator[bytes]:
    """Bytes that no disk makes smaller, other ones in each file."""
    block = os.urandom(min(_BLOCK, size))
    for start in range(0, size, _BLOCK):
        yield (number + start).to_bytes(8, "little") + block[8 : min(_BLOCK, size - start)]


def _record(layer_sha256: str) -> bytes:
    reference = LayerReference(
        fragment=FRAGMENT,
        date=DAY.isoformat(),
        document=layer_name(fragment=FRAGMENT, archived_on=DAY),
        sha256=layer_sha256,
    )
    publication = Publication(
        doi="10.5072/1",
        publisher=Organisation(name="Varve"),
        date=DAY.isoformat(),
        record_date=DAY.isoformat(),
        number=1,
        layers=(reference,),
    )
    return canonical_bytes(Record(title=LocalisedLine({"en": "A benchmark"}), publication=publication))
