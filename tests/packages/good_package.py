"""A small sound package, always with the same bytes: a first layer, then a correction of its description."""

from datetime import date
from pathlib import Path

from archive.aip.archiving import Archiving, Document, SourceFile
from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import ArchivedFile, events_document, layer_document
from archive.aip.layout import Kind, data_name, layer_name
from archive.aip.writer import PackageWriter, Sealed
from repository.record.canonical import canonical_bytes
from repository.record.languages import LocalisedLine
from repository.record.model import Record
from repository.record.people import Organisation
from repository.record.publication import LayerReference, Publication

SUFFIX = "42182"
FRAGMENT = 71231
FIRST_DAY, SECOND_DAY = date(2026, 3, 5), date(2026, 3, 7)
CONTENTS = {
    (71229, "profiles/Cast 1.NC", "application/x-netcdf", "data"): b"CDF\x01 not a real one, but the bytes are kept\n",
    (71230, "stations.csv", "text/csv", "data"): b"station,depth_m,temp_c\nA1,5,12.25\nA1,10,11.75\n",
    (71232, "cruise report.pdf", "application/pdf", "document"): b"%PDF-1.7 not a real one\n",
}


def names() -> dict[int, str]:
    """Number -> archived name of the three files."""
    return {
        number: data_name(number=number, original_name=path, archived_on=FIRST_DAY) for number, path, _, _ in CONTENTS
    }


def layer() -> bytes:
    """The layer document."""
    files = [
        ArchivedFile(
            archived_name=names()[number],
            path=path,
            size=len(content),
            sha256=sha256_of_bytes(content),
            media_type=media_type,
            role="document" if role == "document" else "data",
        )
        for (number, path, media_type, role), content in CONTENTS.items()
    ]
    return layer_document(fragment=FRAGMENT, layer_date=FIRST_DAY, files=files)


def record(title: str, *, number: int = 1, record_day: date = FIRST_DAY, layer_bytes: bytes | None = None) -> bytes:
    """A sealed record that names the layer."""
    reference = LayerReference(
        fragment=FRAGMENT,
        date=FIRST_DAY.isoformat(),
        document=layer_name(fragment=FRAGMENT, archived_on=FIRST_DAY),
        sha256=sha256_of_bytes(layer() if layer_bytes is None else layer_bytes),
    )
    publication = Publication(
        doi=f"10.5072/{SUFFIX}",
        publisher=Organisation(name="Varve"),
        date=FIRST_DAY.isoformat(),
        record_date=record_day.isoformat(),
        number=number,
        layers=(reference,),
    )
    return canonical_bytes(Record(title=LocalisedLine({"en": title}), publication=publication))


def events(*types: str, day: date = FIRST_DAY) -> bytes:
    """An events document."""
    return events_document(
        {"key": f"{day}-{count}", "type": type_, "at": f"{day}T12:00:00Z", "subject": "publication:1"}
        for count, type_ in enumerate(types, start=1)
    )


def sources(folder: Path) -> list[SourceFile]:
    """The draft files, written into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for (number, _, _, _), content in CONTENTS.items():
        source = folder / str(number)
        source.write_bytes(content)
        found.append(SourceFile(names()[number], source, sha256_of_bytes(content)))
    return found


def first_archiving(folder: Path) -> Archiving:
    """Three files, their layer, the record."""
    documents = [
        Document(Kind.LAYER, layer(), FRAGMENT),
        Document(Kind.RECORD, record("Temperature at tow stations")),
    ]
    return Archiving(FIRST_DAY, sources(folder), documents)


def publication_events() -> Archiving:
    """What was recorded when it became public, sealed on the same day."""
    return Archiving(FIRST_DAY, documents=[Document(Kind.EVENTS, events("dataset.accepted", "snapshot.published"))])


def correction() -> Archiving:
    """A corrected title."""
    text = record("Temperature at two stations", number=2, record_day=SECOND_DAY)
    return Archiving(SECOND_DAY, documents=[Document(Kind.RECORD, text)])


def write_good_package(root: Path, drafts: Path) -> Sealed:
    """Write the whole package below ``root``; its draft files go to ``drafts``."""
    writer = PackageWriter(root, SUFFIX)
    first = writer.create(first_archiving(drafts))
    second = writer.extend(publication_events(), after=first.seal)
    return writer.extend(correction(), after=second.seal)


def second_layer(folder: Path) -> Archiving:
    """Two more files two days later, with their own layer document and an events document."""
    folder.mkdir(parents=True, exist_ok=True)
    files, places = [], []
    for number, path, content in [(71240, "stations 2.csv", b"A2,5,12.5\n"), (71241, "README", b"")]:
        source = folder / str(number)
        source.write_bytes(content)
        name = data_name(number=number, original_name=path, archived_on=SECOND_DAY)
        sha256 = sha256_of_bytes(content)
        files.append(SourceFile(name, source, sha256))
        places.append(
            ArchivedFile(
                archived_name=name, path=path, size=len(content), sha256=sha256, media_type="text/csv", role="data"
            )
        )
    layer_bytes = layer_document(fragment=71242, layer_date=SECOND_DAY, files=places)
    documents = [
        Document(Kind.LAYER, layer_bytes, 71242),
        Document(Kind.EVENTS, events("snapshot.published", day=SECOND_DAY)),
    ]
    return Archiving(SECOND_DAY, files, documents)
