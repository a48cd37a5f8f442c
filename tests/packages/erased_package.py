"""The good package once an order of law took one file out of it, and how such a package can be broken."""

from datetime import date
from pathlib import Path

from archive.aip.archiving import Archiving, Document
from archive.aip.digest import sha256_of_bytes
from archive.aip.erasure import ErasedFile, erasure_document
from archive.aip.layout import Kind
from archive.aip.listing import read_manifest
from archive.aip.manifest import Seal
from archive.aip.writer import PackageWriter, Sealed
from archive.stores.posix import PosixStore
from tests.packages.broken_packages import DATA, LAYER, Break, rewrite, sealed
from tests.packages.good_package import CONTENTS, SUFFIX, names, write_good_package

NUMBER = 71230
DAY = date(2026, 3, 9)
ERASURE = "erasure2026-03-09.json"
NEWEST = "manifest-sha256-2026-03-09.txt"


def erasing(package: Path, seal: Seal) -> Archiving:
    """One file goes out of the good package."""
    path, content = next((key[1], content) for key, content in CONTENTS.items() if key[0] == NUMBER)
    file = ErasedFile(archived_name=names()[NUMBER], paths=(path,), size=len(content), sha256=sha256_of_bytes(content))
    moments = {"proposed_at": "2026-03-09T10:00:00+00:00", "confirmed_at": "2026-03-09T11:00:00+00:00"}
    people = {"proposed_by": "person:1", "confirmed_by": "person:2"}
    order = {"erasure": "6d1c0f4e-6f4e-4a36-9d25-6a3f0b5a7c11", "reason": "A court.", "reference": "26/1", **moments}
    before = read_manifest(package, seal.name)
    document = erasure_document(order={**order, **people}, files=[file], before=before.manifest, seal=before.seal)
    return Archiving(DAY, documents=[Document(Kind.ERASURE, document)], erased=[file.archived_name])


def write_erased_package(root: Path, drafts: Path) -> Sealed:
    """Write the good package, let an order of law take one file out, and remove its bytes."""
    good = write_good_package(root, drafts)
    erased = PackageWriter(root, SUFFIX).extend(erasing(root / SUFFIX, good.seal), after=good.seal)
    PosixStore(root).erase_file(SUFFIX, names()[NUMBER])
    return erased


BREAKS: dict[str, Break] = {
    "erased-file": Break(lambda package: rewrite(package / DATA, b"back"), {("erased-file", DATA)}),
    "unreadable-erasure": Break(
        sealed(ERASURE, lambda content: content[:-9]),
        {("unreadable-erasure", ERASURE), ("unknown-layer-file", LAYER), ("wrong-seal", NEWEST)},
    ),
    "wrong-erasure": Break(
        sealed(ERASURE, lambda content: content.replace(b'"kept":', b'"kept":1')),
        {("wrong-erasure", ERASURE), ("wrong-seal", NEWEST)},
    ),
}
"""Fault code -> the package broken by it."""
