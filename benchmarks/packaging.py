"""A large file brought into a package: `python -m benchmarks.packaging [MB]`, 2,000 by default.

Its bytes are read once, hashed while they are copied, and on the disk when the package is sealed; the peers are
`openssl dgst -sha256` alone, which writes nothing, and with `cp` and `sync`. Every side finds the file in the kernel's
cache and an idle disk. Memory is the peak resident size of a
process that seals one package of the large file, beside one that seals a tenth of it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from archive.aip.writer import PackageWriter
from benchmarks.keeping.files import MB, archiving_of, folder_to_measure, remember
from benchmarks.keeping.turns import in_turns
from benchmarks.reporting.figures import figure
from config.tooling.stamps import ROOT

ROUNDS = 3
_SEAL = (
    "import resource, sys; from pathlib import Path; from benchmarks.keeping.files import archiving_of; "
    "from archive.aip.writer import PackageWriter; root = Path(sys.argv[1]); "
    "archiving = archiving_of(root / 'drafts', [int(sys.argv[2])]); "
    "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
    "PackageWriter(root / 'archive', '1').create(archiving); "
    "print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def main(size: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir=folder_to_measure()) as name:
        folder = Path(name)
        speed(folder, size)
        large, small = [peak_of_sealing(folder / f"{each}", each) for each in (size, size // 10)]
    said = f"peak memory of sealing {size // MB} MB, beside {size // MB // 10} MB"
    print(figure(said, unit="MB", ours=[large], peers=[small]), flush=True)


def speed(folder: Path, size: int) -> None:
    """MB/s of packaging, beside the tools of the system."""
    archiving = archiving_of(folder / "drafts", [size])
    source = folder / "drafts" / "1"

    def ours() -> None:
        PackageWriter(folder / "archive", "1").create(archiving)

    def hashing() -> None:
        subprocess.run(["openssl", "dgst", "-sha256", str(source)], check=True, stdout=subprocess.DEVNULL)

    def keeping() -> None:
        hashing()
        subprocess.run(["cp", str(source), str(folder / "copy")], check=True)
        subprocess.run(["sync", str(folder / "copy")], check=True)

    def before() -> None:
        shutil.rmtree(folder / "archive", ignore_errors=True)
        (folder / "copy").unlink(missing_ok=True)
        remember([source])

    for peer, what in ((hashing, "openssl dgst -sha256 of it"), (keeping, "openssl dgst -sha256, cp and sync of it")):
        rates = in_turns(ROUNDS, size / MB, ours, peer, before=before)
        said = f"a file of {size // MB} MB packaged: copied, hashed and on the disk, beside {what}"
        print(figure(said, unit="MB/s", ours=rates[0], peers=rates[1]), flush=True)
    before()
    shutil.rmtree(folder / "drafts")


def peak_of_sealing(folder: Path, size: int) -> float:
    """MB of a process of its own."""
    command = [sys.executable, "-c", _SEAL, str(folder), str(size)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    shutil.rmtree(folder)
    return int(done.stdout.split()[1]) / 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) * MB if len(sys.argv) > 1 else 2_000 * MB)
