"""A package as an OCFL object: one version for each archiving. Source: Oxford Common File Layout 1.1.

Logical files: ``package/`` is the package as it was after that archiving, byte for byte and by name; ``files/`` are the
files of its newest layer by the paths they were deposited under. Content is stored once; its digest is the sealed
SHA256. PREMIS lies in ``logs/``, which is no part of a version: history goes on after a package is sealed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from archive.aip.layout import Kind
from archive.exports.content import Entry, made, sealed, told_twice
from archive.exports.package import ArchivingRead, PackageRead
from archive.exports.places import storable

_SPECIFICATION = "https://ocfl.io/1.1/spec/#inventory"


@dataclass(frozen=True)
class Keeper:
    """Who keeps the archive, as every version names it: a name, and an address (``https:`` or ``mailto:``)."""

    name: str
    address: str


def object_of(package: PackageRead, *, keeper: Keeper, premis: Callable[[], Iterator[bytes]]) -> tuple[Entry, ...]:
    """The files of the object, its inventories first. Raises what reading the package raises."""
    inventories = list(_inventories(package, keeper))
    newest = inventories[-1]
    entries = [made("0=ocfl_object_1.1", b"ocfl_object_1.1\n"), newest, _sidecar(newest)]
    for number, inventory in enumerate(inventories, start=1):
        entries += [_moved(inventory, f"v{number}/"), _sidecar(inventory, f"v{number}/")]
    entries.append(told_twice("logs/premis.xml", premis))
    for path, name in _contents(package).values():
        entries.append(sealed(path, package.folder / name, size=package.sizes[name], sha256=package.digests[name]))
    return tuple(entries)


def _contents(package: PackageRead) -> dict[str, tuple[str, str]]:
    """Digest -> (content path, archived name): the same bytes are stored once, in the version that brought them."""
    found: dict[str, tuple[str, str]] = {}
    for number, archiving in enumerate(package.archivings, start=1):
        for name in archiving.added:
            found.setdefault(package.digests[name], (f"v{number}/content/{name}", name))
    return found


def _inventories(package: PackageRead, keeper: Keeper) -> Iterator[Entry]:
    """The inventory of each version, oldest first; each names the whole state, as the layout wants it."""
    moments, publication = package.moments(), package.record().publication
    identifier = f"info:doi/{publication.doi}" if publication and publication.doi else f"urn:varve:{package.suffix}"
    manifest: dict[str, list[str]] = {}
    versions: dict[str, Any] = {}
    files: dict[str, list[str]] = {}
    contents = _contents(package)
    for number, archiving in enumerate(package.archivings, start=1):
        for name in archiving.added:
            path, owner = contents[package.digests[name]]
            if owner == name:
                manifest[package.digests[name]] = [path]
        files = _files_of(package, archiving) or files
        seal = archiving.manifest.seal
        versions[f"v{number}"] = {
            "created": moments[seal.name].astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "message": _message(archiving),
            "state": _state(archiving, files, package.digests),
            "user": {"name": keeper.name, "address": keeper.address},
        }
        yield _inventory(identifier, manifest, versions)


def _inventory(identifier: str, manifest: Mapping[str, list[str]], versions: Mapping[str, Any]) -> Entry:
    value = {
        "digestAlgorithm": "sha256",
        "head": f"v{len(versions)}",
        "id": identifier,
        "manifest": manifest,
        "type": _SPECIFICATION,
        "versions": versions,
    }
    return made("inventory.json", (json.dumps(value, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode())


def _files_of(package: PackageRead, archiving: ArchivingRead) -> dict[str, list[str]]:
    """Digest -> paths of the files of the layer that an archiving brought; empty where it brought none."""
    found: dict[str, list[str]] = {}
    for name in archiving.of_kind(Kind.LAYER)[-1:]:
        layer = package.layer(name)
        for file, path in zip(layer.files, storable(file.path for file in layer.files), strict=True):
            if file.archived_name in package.digests:
                found.setdefault(file.sha256, []).append(f"files/{path}")
    return found


def _state(archiving: ArchivingRead, files: Mapping[str, list[str]], kept: Mapping[str, str]) -> dict[str, list[str]]:
    state: dict[str, list[str]] = {}
    seal = archiving.manifest.seal
    for name, sha256 in (*archiving.manifest.manifest.digests.items(), (seal.name, seal.sha256)):
        if name not in kept:
            continue  # erased by an order of law: no version of the object has it
        state.setdefault(sha256, []).append(f"package/{name}")
    for sha256, paths in files.items():
        state.setdefault(sha256, []).extend(paths)
    return state


def _message(archiving: ArchivingRead) -> str:
    """What the archiving brought, in one line."""
    seal = archiving.manifest.seal.name
    layers, records = archiving.of_kind(Kind.LAYER), archiving.of_kind(Kind.RECORD)
    if layers:
        return f"Layer {', '.join(layers)}: {len(archiving.of_kind(Kind.DATA))} new files; sealed by {seal}"
    if records:
        return f"Record {', '.join(records)}; sealed by {seal}"
    erasures = archiving.of_kind(Kind.ERASURE)
    if erasures:
        return f"Erasure ordered by law, {', '.join(erasures)}; sealed by {seal}"
    return f"Events {', '.join(archiving.of_kind(Kind.EVENTS)) or 'none'}; sealed by {seal}"


def _moved(entry: Entry, folder: str) -> Entry:
    return Entry(f"{folder}{entry.path}", entry.size, entry.sha256, entry.read)


def _sidecar(inventory: Entry, folder: str = "") -> Entry:
    return made(f"{folder}inventory.json.sha256", f"{inventory.sha256} inventory.json\n".encode())
