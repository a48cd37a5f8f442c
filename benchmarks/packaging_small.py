"""20,000 files of 20 KB packaged and validated: `python -m benchmarks.packaging_small [FILES]`.

The peer is bagit.py doing the same: a copy of the files (`cp -r`), made a bag with SHA256, brought to the disk
(`sync -f`) and validated, with one process, as it does by itself, and with two. Ours is a sealed package, every file
read-only and on the disk, and all of it validated with its documents. A third line has the limit beside it: what the
system takes to copy the files and bring them to the disk, nothing hashed or read again. The last two are of the
validation alone.

Nothing is removed before the end: ext4 looks twice at every inode that was given back within the last minutes, which
makes new files several times as slow, whoever makes them.
"""

import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import bagit

from archive.aip.archiving import Archiving
from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter, Sealed
from benchmarks.keeping.files import archiving_of, folder_to_measure, remember
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure

SIZE = 20_000
ROUNDS = 7


def main(files: int) -> None:
    """Measure and print."""
    logging.getLogger("bagit").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="varve-", dir=folder_to_measure()) as name:
        measured(Path(name), files)


def measured(folder: Path, files: int) -> None:
    """Each figure."""
    drafts, places = folder / "drafts", (folder / str(number) for number in count())
    archiving = archiving_of(drafts, [SIZE] * files)
    limits: list[float] = []

    def ours() -> None:
        validated(packaged(places, archiving))

    def peer(processes: int) -> bagit.Bag:
        started = time.perf_counter()
        copy = copied(drafts, places)
        copying = time.perf_counter() - started
        made = bagged(copy, processes)
        limits.append(files / copying)
        return made

    sealed, bag = packaged(places, archiving), peer(2)
    limits.clear()
    before = partial(remember, list(drafts.iterdir()))
    rates = in_turns(ROUNDS, files, ours, partial(peer, 1), partial(peer, 2), before=before)
    for processes in (1, 2):
        told(files, "packaged and validated", rates[0], rates[processes], f"cp -r and {bags(processes)}")
    told(files, "packaged and validated", rates[0], limits[::2], "the limit: cp -r and sync -f alone")
    rates = in_turns(ROUNDS, files, partial(validated, sealed), *(partial(checked, bag, each) for each in (1, 2)))
    for processes in (1, 2):
        told(files, "validated", rates[0], rates[processes], bags(processes))


def told(files: int, what: str, ours: list[float], peers: list[float], beside: str) -> None:
    """One line."""
    said = f"{files} files of {SIZE // 1000} KB {what}, beside {beside}"
    print(figure(said, unit="files/s", ours=ours, peers=peers), flush=True)


def bags(processes: int) -> str:
    """The peer's name."""
    return f"bagit.py {bagit.VERSION}, {processes} processes"


def packaged(places: Iterator[Path], archiving: Archiving) -> Sealed:
    """A package of its own."""
    return PackageWriter(next(places), "1").create(archiving)


def validated(sealed: Sealed) -> None:
    """RuntimeError where the package has a fault."""
    faults = validate_package(sealed.package, seal=sealed.seal)
    if faults:
        raise RuntimeError(f"the package has {len(faults)} faults, {faults[0]}")


def copied(drafts: Path, places: Iterator[Path]) -> Path:
    """The files on the disk once more."""
    copy = next(places)
    subprocess.run(["cp", "-r", str(drafts), str(copy)], check=True)
    subprocess.run(["sync", "-f", str(copy)], check=True)
    return copy


def bagged(copy: Path, processes: int) -> bagit.Bag:
    """A bag of what was copied, on the disk and validated."""
    bagit.make_bag(str(copy), checksums=["sha256"], processes=processes)
    subprocess.run(["sync", "-f", str(copy)], check=True)
    return checked(bagit.Bag(str(copy)), processes)


def checked(bag: bagit.Bag, processes: int) -> bagit.Bag:
    """The same bag, read anew and validated by bagit.py."""
    bag = bagit.Bag(bag.path)
    bag.validate(processes=processes)
    return bag


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
