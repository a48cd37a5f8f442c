"""20,000 files of 20 KB packaged and validated: `python -m benchmarks.packaging_small [FILES]`.

The peer is bagit.py doing the same: a copy of the files (`cp -r`), made a bag with SHA256, brought to the disk
(`sync -f`) and validated, with one process and with two; the faster of the two is the peer. Ours is a sealed package,
every file read-only and on the disk, and all of it validated with its documents.
"""

import logging
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import bagit

from archive.aip.validator import validate_package
from archive.aip.writer import PackageWriter
from benchmarks.keeping.files import archiving_of, folder_to_measure
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure

SIZE = 20_000
ROUNDS = 3


def main(count: int) -> None:
    """Measure and print."""
    logging.getLogger("bagit").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="varve-", dir=folder_to_measure()) as name:
        folder = Path(name)
        archiving = archiving_of(folder / "drafts", [SIZE] * count)

        def ours() -> None:
            sealed = PackageWriter(folder / "archive", "1").create(archiving)
            faults = validate_package(sealed.package, seal=sealed.seal)
            if faults:
                raise RuntimeError(f"the package has {len(faults)} faults, {faults[0]}")
            shutil.rmtree(folder / "archive")

        for processes in (1, 2):
            rates = in_turns(ROUNDS, count, ours, partial(bagged, folder, processes))
            with_it = f"bagit.py {bagit.VERSION}, {processes} processes"
            said = f"{count} files of {SIZE // 1000} KB packaged and validated, beside cp -r and {with_it}"
            print(figure(said, unit="files/s", ours=rates[0], peers=rates[1]), flush=True)


def bagged(folder: Path, processes: int) -> None:
    """The same with bagit.py."""
    bag = folder / "bag"
    subprocess.run(["cp", "-r", str(folder / "drafts"), str(bag)], check=True)
    bagit.make_bag(str(bag), checksums=["sha256"], processes=processes)
    subprocess.run(["sync", "-f", str(bag)], check=True)
    bagit.Bag(str(bag)).validate(processes=processes)
    shutil.rmtree(bag)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
