"""Packages for exports: written plainly from what a test asks for, sealed as the writer seals them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from archive.aip.archiving import Archiving, Document, SealedManifest, SourceFile, plan_archiving
from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import ArchivedFile, layer_document
from archive.aip.layout import Kind, data_name
from archive.exports.history import History
from archive.exports.package import PackageRead, read_package
from archive.exports.premis import premis_of
from tests.packages.good_package import FIRST_DAY, record

SUFFIX = "42182"
Files = Mapping[str, bytes]

ADVERSARIAL: dict[str, bytes] = {
    "plain.csv": b"a",
    "two words/and more .txt": b"b",
    "100%.csv": b"c",
    "100_.csv": b"d",
    "%0A%25.nc": b"e",
    "été/Ωmega 🌊.nc": b"f",
    "*star": b"g",
    "- dash": b"h",
    "quote\"'`$(x);&|<>?.csv": b"i",
    "bagit.txt": b"j",
    "data/data/manifest-sha256.txt": b"k",
    "folder": b"l",
    "folder/file": b"m",
    "name\u0301": b"n",
    "nam\u00e9": b"o",
    "empty": b"",
    "0=ocfl_object_1.1": b"q",
    "x" * 200 + ".nc": b"r",
}


def package_of(root: Path, layers: Sequence[Files], *, suffix: str = SUFFIX) -> PackageRead:
    """A package of one archiving for each layer; bytes that an older layer holds under the same path are kept."""
    folder = root / suffix
    folder.mkdir(parents=True)
    before: SealedManifest | None = None
    held: dict[tuple[str, bytes], ArchivedFile] = {}
    numbers = iter(range(71_000, 10_000_000))
    for count, files in enumerate(layers):
        day = FIRST_DAY + timedelta(days=count)
        before = _archived(folder, before, held=held, files=files, numbers=numbers, day=day)
    assert before is not None
    return read_package(folder, seal=before.seal)


def _archived(
    folder: Path,
    before: SealedManifest | None,
    *,
    held: dict[tuple[str, bytes], ArchivedFile],
    files: Files,
    numbers: Iterator[int],
    day: date,
) -> SealedManifest:
    new = {path: content for path, content in files.items() if (path, content) not in held}
    sources = []
    for path, content in new.items():
        held[path, content] = _archived_file(next(numbers), path, content, day)
        (folder / held[path, content].archived_name).write_bytes(content)
        sources.append(SourceFile(held[path, content].archived_name, folder, sha256_of_bytes(content)))
    fragment = next(numbers)
    layer = layer_document(fragment=fragment, layer_date=day, files=[held[item] for item in files.items()])
    documents = [
        Document(Kind.LAYER, layer, fragment),
        Document(Kind.RECORD, record("Depths & <heights>", record_day=day)),
    ]
    plan = plan_archiving(Archiving(day, sources, documents), before)
    for name, content in (*plan.documents, (plan.seal.name, plan.manifest.to_bytes())):
        (folder / name).write_bytes(content)
    return SealedManifest(plan.seal, plan.manifest)


def _archived_file(number: int, path: str, content: bytes, day: date) -> ArchivedFile:
    name = data_name(number=number, original_name=path, archived_on=day)
    return ArchivedFile(
        archived_name=name,
        path=path,
        size=len(content),
        sha256=sha256_of_bytes(content),
        media_type="text/csv",
        role="data",
    )


def premis(package: PackageRead, history: History | None = None) -> "partial[Iterator[bytes]]":
    """What gives the PREMIS document of a package."""
    return partial(premis_of, package, history or History())
