"""For every fault code one way to break a sound package, and the faults that must then be found: these, no others."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.aip.digest import sha256_of_bytes, sha256_of_file
from archive.aip.manifest import Manifest, manifests_in_order

DATA = "71230.csv-2026-03-05"
LAYER = "layer71231-2026-03-05.json"
RECORD = "record2026-03-07.json"
OLD_RECORD = "record2026-03-05.json"
EVENTS = "events2026-03-05.json"
NEWEST = "manifest-sha256-2026-03-07.txt"
OLDEST = "manifest-sha256-2026-03-05.txt"

Found = set[tuple[str, str]]


@dataclass(frozen=True)
class Break:
    """What to do to a sound package, and the (code, name) pairs that the validator must answer."""

    damage: Callable[[Path], None]
    expected: Found


def rewrite(path: Path, content: bytes) -> None:
    """Change a sealed file, as a failing disk or a careless hand would."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def reseal(package: Path) -> None:
    """Write all manifests anew over the files as they are: the wrong content is then properly sealed."""
    names = manifests_in_order(path.name for path in package.iterdir())
    for name in names:
        listed = Manifest.from_bytes((package / name).read_bytes()).digests
        present = {file: sha256_of_file(package / file) for file in listed if (package / file).exists()}
        rewrite(package / name, Manifest.of(present).to_bytes())


def sealed(name: str, content: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Damage that was sealed: the file's bytes pass through ``content`` and all manifests agree with them."""

    def damage(package: Path) -> None:
        rewrite(package / name, content((package / name).read_bytes()))
        reseal(package)

    return damage


def renamed_in_layer(content: bytes) -> bytes:
    """The layer document with another archived name for its second file."""
    return content.replace(DATA.encode(), b"71239.csv-2026-03-05")


def naming(package: Path) -> None:
    """Let the records name the layer document as it is now."""
    sha256 = sha256_of_file(package / LAYER)
    for name in (OLD_RECORD, RECORD):
        record = json.loads((package / name).read_bytes())
        record["publication"]["layers"][0]["sha256"] = sha256
        rewrite(package / name, json.dumps(record).encode())


def changed_layer(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Damage of the layer document that the records and the manifests agree with."""

    def damage(package: Path) -> None:
        rewrite(package / LAYER, change((package / LAYER).read_bytes()))
        naming(package)
        reseal(package)

    return damage


def without_line(package: Path, manifest: str, name: str) -> None:
    """Take one name out of a manifest."""
    digests = dict(Manifest.from_bytes((package / manifest).read_bytes()).digests)
    del digests[name]
    rewrite(package / manifest, Manifest.of(digests).to_bytes())


def replaced_by_link(package: Path) -> None:
    shutil.copy(package / DATA, package.parent / "elsewhere")
    (package / DATA).unlink()
    (package / DATA).symlink_to(package.parent / "elsewhere")


def shared(package: Path) -> None:
    os.link(package / DATA, package.parent / "elsewhere")


def without_records(package: Path) -> None:
    for name in (OLD_RECORD, RECORD):
        (package / name).unlink()
    reseal(package)


def without_manifests(package: Path) -> None:
    for manifest in package.glob("manifest-*"):
        manifest.unlink()


def with_an_odd_name(package: Path) -> None:
    """A file that was sealed under a name that no archiving gives."""
    (package / "Thumbs.db").write_bytes(b"x")
    digests = dict(Manifest.from_bytes((package / NEWEST).read_bytes()).digests)
    rewrite(package / NEWEST, Manifest.of({**digests, "Thumbs.db": sha256_of_bytes(b"x")}).to_bytes())


def with_a_special_file(package: Path) -> None:
    os.mkfifo(package / "71299.nc-2026-03-07")


def forgetting_an_older_file(package: Path) -> None:
    without_line(package, NEWEST, DATA)


BREAKS = {
    "no-package": Break(shutil.rmtree, {("no-package", "")}),
    "no-manifest": Break(without_manifests, {("no-manifest", "")}),
    "unreadable-manifest": Break(
        lambda package: rewrite(package / NEWEST, (package / NEWEST).read_bytes()[:-1]),
        {("unreadable-manifest", NEWEST)},
    ),
    "wrong-seal": Break(
        lambda package: rewrite(package / NEWEST, (package / NEWEST).read_bytes().replace(b"  ", b" *", 1)),
        {("wrong-seal", NEWEST)},
    ),
    "broken-chain": Break(
        forgetting_an_older_file,
        {("broken-chain", NEWEST), ("wrong-seal", NEWEST), ("extra-file", DATA), ("unknown-layer-file", LAYER)},
    ),
    "missing-file": Break(lambda package: (package / DATA).unlink(), {("missing-file", DATA)}),
    "extra-file": Break(
        lambda package: rewrite(package / "71299.nc-2026-03-07", b"x"), {("extra-file", "71299.nc-2026-03-07")}
    ),
    "wrong-name": Break(with_an_odd_name, {("wrong-name", "Thumbs.db"), ("wrong-seal", NEWEST)}),
    "symlink": Break(replaced_by_link, {("symlink", DATA)}),
    "hard-link": Break(shared, {("hard-link", DATA)}),
    "directory": Break(lambda package: (package / "notes").mkdir(), {("directory", "notes")}),
    "special-file": Break(with_a_special_file, {("special-file", "71299.nc-2026-03-07")}),
    "changed-hash": Break(
        lambda package: rewrite(package / DATA, (package / DATA).read_bytes().replace(b"12.25", b"12.52")),
        {("changed-hash", DATA)},
    ),
    "changed-size": Break(
        lambda package: rewrite(package / DATA, (package / DATA).read_bytes()[:-1]), {("changed-size", DATA)}
    ),
    "no-record": Break(without_records, {("no-record", ""), ("wrong-seal", NEWEST)}),
    "unreadable-record": Break(
        sealed(RECORD, lambda content: content[:-9]), {("unreadable-record", RECORD), ("wrong-seal", NEWEST)}
    ),
    "unknown-layer": Break(
        sealed(RECORD, lambda content: content.replace(b"layer71231-", b"layer71239-")),
        {("unknown-layer", RECORD), ("wrong-seal", NEWEST)},
    ),
    "changed-layer": Break(
        sealed(LAYER, lambda content: content.replace(b"text/csv", b"text/tsv")),
        {("changed-layer", RECORD), ("changed-layer", OLD_RECORD), ("wrong-seal", NEWEST)},
    ),
    "unreadable-layer": Break(
        changed_layer(lambda content: content[:-9]), {("unreadable-layer", LAYER), ("wrong-seal", NEWEST)}
    ),
    "misnamed-layer": Break(
        changed_layer(lambda content: content.replace(b'"fragment":71231', b'"fragment":71239')),
        {("misnamed-layer", LAYER), ("wrong-seal", NEWEST)},
    ),
    "unknown-layer-file": Break(
        changed_layer(renamed_in_layer), {("unknown-layer-file", LAYER), ("wrong-seal", NEWEST)}
    ),
    "changed-layer-file": Break(
        sealed(DATA, lambda content: content.replace(b"12.25", b"12.52")),
        {("changed-layer-file", LAYER), ("wrong-seal", NEWEST)},
    ),
    "wrong-package": Break(
        sealed(RECORD, lambda content: content.replace(b"/42182", b"/42183")),
        {("wrong-package", RECORD), ("wrong-seal", NEWEST)},
    ),
    "unreadable-events": Break(
        sealed(EVENTS, lambda content: content.replace(b'"events"', b'"happened"')),
        {("unreadable-events", EVENTS), ("wrong-seal", NEWEST)},
    ),
}
"""Fault code -> the package broken by it. ``unreadable-file`` needs a disk that fails: its test makes one."""
