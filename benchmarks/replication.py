"""A package copied to a store on a disk: `python -m benchmarks.replication [MB]`, 2,000 by default.

Ours writes each file aside, brings it to the disk, reads it back from the disk, compares and names it. The peer is
`cp`, `sync` and `openssl dgst -sha256` of the copy, which reads what the kernel still remembers. One large file, then
2,000 files of 20 KB (the peer: `cp -r`, `sync -f`, one `openssl dgst` over all of them). Both sides find the package in
the kernel's cache and an idle disk.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from archive.aip.archiving import SourceFile
from archive.aip.listing import read_manifest
from archive.aip.writer import PackageWriter, Sealed
from archive.services.bringing import bring_files
from archive.stores.posix import PosixStore
from benchmarks.keeping.files import MB, archiving_of, folder_to_measure, remember
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure

ROUNDS = 3
SIZE, FEW = 20_000, 2_000


def main(size: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir=folder_to_measure()) as name:
        folder = Path(name)
        for what, sizes in ((f"one file of {size // MB} MB", [size]), (f"{FEW} files of 20 KB", [SIZE] * FEW)):
            compared(folder / f"{len(sizes)}", what, sizes)


def compared(folder: Path, what: str, sizes: list[int]) -> None:
    """MB/s of both sides."""
    sealed = PackageWriter(folder / "archive", "1").create(archiving_of(folder / "drafts", sizes))
    files = files_of(sealed)
    places = (folder / str(number) for number in count())
    made: list[Path] = []

    def place() -> Path:
        made.append(next(places))
        return made[-1]

    def ours() -> None:
        bring_files(store=PosixStore(place()), package="1", files=files)

    def peer() -> None:
        copy = place()
        subprocess.run(["cp", "-r", str(sealed.package), str(copy)], check=True)
        subprocess.run(["sync", "-f", str(copy)], check=True)
        paths = [entry.path for entry in os.scandir(copy)]
        subprocess.run(["openssl", "dgst", "-sha256", *paths], check=True, stdout=subprocess.DEVNULL)

    def before() -> None:
        if len(sizes) == 1:  # a new file is no slower where few were removed before
            for each in made:
                shutil.rmtree(each, ignore_errors=True)
        remember([sealed.package / name for name in sealed.added])

    rates = in_turns(ROUNDS, sum(sizes) / MB, ours, peer, before=before)
    said = f"{what} copied to a store, beside cp, sync and openssl dgst -sha256"
    print(figure(said, unit="MB/s", ours=rates[0], peers=rates[1]), flush=True)
    shutil.rmtree(folder)


def files_of(sealed: Sealed) -> list[SourceFile]:
    """What a replica holds, the manifest last."""
    digests = read_manifest(sealed.package, sealed.seal.name).manifest.digests
    files = [SourceFile(name, sealed.package / name, sha256) for name, sha256 in digests.items()]
    return [*files, SourceFile(sealed.seal.name, sealed.package / sealed.seal.name, sealed.seal.sha256)]


if __name__ == "__main__":
    main(int(sys.argv[1]) * MB if len(sys.argv) > 1 else 2_000 * MB)
