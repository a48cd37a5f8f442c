"""The preservation metadata of a package, written piece by piece. Source: PREMIS Data Dictionary and schema, 3.0.

Objects: the dataset (intellectual entity, by its DOI), its package (representation), every sealed file. Events: what
the package's events documents tell, each archiving, each verified copy, and what happened to single files since.
Agents: this software, the publisher, and people as numbers. This software converts no formats, so nothing migrates.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from archive.aip.documents import ArchivedFile, RecordedEvent
from archive.aip.layout import Kind, parse_name
from archive.exports.history import FileEvent, History, Replication
from archive.exports.package import ArchivingRead, PackageRead, moment_of
from archive.exports.premis_words import NAMESPACE, all_of, identifier, moment, one, term

SOFTWARE: Final = "varve"
_LOCAL: Final = "local"
_TOLD: Final = {
    "dataset.submitted": "transfer",
    "dataset.accepted": "accession",
    "snapshot.taken": "transfer",
    "snapshot.frozen": "information package creation",
    "record.frozen": "information package creation",
    "doi.registered": "metadata modification",
    "doi.updated": "metadata modification",
    "snapshot.published": "dissemination",
    "record.published": "dissemination",
}
"""Events of the package -> words of the vocabulary; others keep their own name. ``package.sealed`` is an archiving."""
_DONE: Final = {
    "check": "fixity check",
    "loss": "fixity check",
    "quarantine": "quarantine",
    "repair": "recovery",
    "erasure": "deletion",
}
_FORMATS: Final = {
    Kind.RECORD: "application/json",
    Kind.LAYER: "application/json",
    Kind.EVENTS: "application/json",
    Kind.ERASURE: "application/json",
    Kind.THUMBNAIL: "image/png",
    Kind.MANIFEST: "text/plain",
}


def premis_of(package: PackageRead, history: History) -> Iterator[bytes]:
    """The document in UTF-8, one object, event or agent a piece, each on a line. The same values, the same bytes.

    Raises what reading the package raises.
    """
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<premis xmlns="{NAMESPACE}" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0">\n'
    ).encode()
    people: set[str] = set()
    for pieces in (_objects(package), _events(package, history, people), _agents(package, people)):
        for piece in pieces:
            yield f"{piece}\n".encode()
    yield b"</premis>\n"


def _objects(package: PackageRead) -> Iterator[str]:
    entity = identifier("objectIdentifier", *_entity(package))
    yield _object("intellectualEntity", entity)
    related = identifier("relatedObjectIdentifier", *_entity(package))
    yield _object("representation", _own(package.suffix), _related("represents", related))
    first: dict[str, ArchivedFile] = {}
    for _name, layer in package.layers():
        for file in layer.files:
            first.setdefault(file.archived_name, file)
    inside = _related("is included in", identifier("relatedObjectIdentifier", _LOCAL, package.suffix))
    for name in package.digests:
        yield _file(package, name, first.get(name), inside)


def _entity(package: PackageRead) -> tuple[str, str]:
    publication = package.record().publication
    return ("DOI", publication.doi) if publication and publication.doi else (_LOCAL, f"dataset/{package.suffix}")


def _file(package: PackageRead, name: str, deposited: ArchivedFile | None, inside: str) -> str:
    fixity = term("messageDigestAlgorithm", "cryptographicHashFunctions", "SHA-256")
    fixity += one("messageDigest", package.digests[name])
    media_type = deposited.media_type if deposited else _FORMATS.get(parse_name(name).kind, "application/octet-stream")
    characteristics = (
        all_of("fixity", (fixity,)),
        one("size", package.sizes[name]),
        all_of("format", (all_of("formatDesignation", (one("formatName", media_type),)),)),
    )
    return _object(
        "file",
        _own(f"{package.suffix}/{name}"),
        all_of("objectCharacteristics", characteristics),
        one("originalName", deposited.path if deposited else name),
        inside,
    )


def _object(kind: str, *parts: str) -> str:
    return f'<object xsi:type="{kind}">{"".join(parts)}</object>'


def _own(value: str) -> str:
    return identifier("objectIdentifier", _LOCAL, value)


def _related(how: str, to: str) -> str:
    kind = term("relationshipType", "relationshipType", "structural")
    return all_of("relationship", (kind, term("relationshipSubType", "relationshipSubType", how), to))


def _events(package: PackageRead, history: History, people: set[str]) -> Iterator[str]:
    """``people`` takes the numbers of those who are named."""
    for event in package.events():
        if event.type != "package.sealed":
            people |= {event.actor} if event.actor else set()
            yield _told_event(package, event)
    moments = package.moments()
    for archiving in package.archivings:
        yield _ingestion(package, archiving, moments[archiving.manifest.seal.name])
    for replication in history.replications:
        yield _replication(package, replication)
    for file_event in history.files():
        yield _file_event(package, file_event)


def _told_event(package: PackageRead, event: RecordedEvent) -> str:
    agent = [_agent(event.actor, "implementer")] if event.actor else [_OURS]
    what = event.type if not event.reason else f"{event.type}: {event.reason}"
    key = identifier("eventIdentifier", "UUID", event.key)
    return _event(
        key, _TOLD.get(event.type, event.type), moment_of(event), what, agents=agent, objects=[_entity(package)]
    )


def _ingestion(package: PackageRead, archiving: ArchivingRead, at: datetime) -> str:
    seal = archiving.manifest.seal
    key = identifier("eventIdentifier", _LOCAL, f"{package.suffix}/ingestion/{seal.name}")
    detail = f"{len(archiving.added)} files were copied into the package, hashed, and sealed by {seal.name}"
    objects = [(_LOCAL, f"{package.suffix}/{name}") for name in archiving.added]
    return _event(key, "ingestion", at, detail, agents=[_OURS], objects=objects)


def _replication(package: PackageRead, replication: Replication) -> str:
    value = f"{package.suffix}/replication/{replication.store}/{replication.manifest}"
    detail = (
        f"The store {replication.store} holds all that {replication.manifest} lists: {replication.files} files, "
        f"{replication.size} bytes, copied, read back and compared by SHA-256"
    )
    key = identifier("eventIdentifier", _LOCAL, value)
    objects = [(_LOCAL, package.suffix), (_LOCAL, f"{package.suffix}/{replication.manifest}")]
    return _event(key, "replication", replication.at, detail, agents=[_OURS], objects=objects)


def _file_event(package: PackageRead, event: FileEvent) -> str:
    value = f"{package.suffix}/{event.kind}/{event.place}/{event.name}/{moment(event.at)}"
    parts = [f"in {event.place}", event.detail, f"SHA-256 {event.found} was read" if event.found else ""]
    note = "no sound copy is left" if event.kind == "loss" else event.fault
    return _event(
        identifier("eventIdentifier", _LOCAL, value),
        _DONE[event.kind],
        event.at,
        "; ".join(part for part in parts if part),
        agents=[_OURS],
        objects=[(_LOCAL, f"{package.suffix}/{event.name}")],
        fault=note,
    )


def _event(
    key: str,
    word: str,
    at: datetime,
    detail: str,
    *,
    agents: Iterable[str],
    objects: Iterable[tuple[str, str]],
    fault: str = "",
) -> str:
    outcome = [term("eventOutcome", "eventOutcome", "fail" if fault else "success")]
    outcome.append(all_of("eventOutcomeDetail", (one("eventOutcomeDetailNote", fault),)))
    return all_of(
        "event",
        (
            key,
            term("eventType", "eventType", word),
            one("eventDateTime", moment(at)),
            all_of("eventDetailInformation", (one("eventDetail", detail),)),
            all_of("eventOutcomeInformation", outcome),
            *agents,
            *(identifier("linkingObjectIdentifier", *each) for each in objects),
        ),
    )


def _agent(value: str, role: str) -> str:
    pair = f"<linkingAgentIdentifierType>{_LOCAL}</linkingAgentIdentifierType>"
    pair += one("linkingAgentIdentifierValue", value)
    return all_of("linkingAgentIdentifier", (pair, term("linkingAgentRole", "eventRelatedAgentRole", role)))


_OURS: Final = _agent(SOFTWARE, "executing program")


def _agents(package: PackageRead, people: set[str]) -> Iterator[str]:
    yield _described(SOFTWARE, "Varve, a repository of research data", "software")
    publication = package.record().publication
    if publication:
        yield _described("publisher", publication.publisher.name, "organization")
    for person in sorted(people):
        yield _described(person, "", "person")


def _described(value: str, name: str, kind: str) -> str:
    key = identifier("agentIdentifier", _LOCAL, value)
    return all_of("agent", (key, one("agentName", name), term("agentType", "agentType", kind)))
