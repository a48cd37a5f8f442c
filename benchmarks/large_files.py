"""Large files against what the machine can do: `python -m benchmarks.large_files`.

Sending: the upload form of the site, served by granian, beside one socket that hashes and writes into one buffer.
Keeping: a file on the disk received into a draft and copied into its package, beside `openssl dgst` and `cp` of it.
All sides bring their bytes to the disk before they are done, and take turns, round by round. BENCH_FOLDER names a
folder on the file system to measure (default /tmp).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.harvesting.database import benchmark_database
from benchmarks.harvesting.servers import free_port, running, site
from benchmarks.reporting.figures import figure
from config.embedded.child import Child, Program
from config.tooling.stamps import ROOT

MB = 1_000_000


@dataclass(frozen=True)
class Plan:
    """Bytes sent and kept in each round, and the number of rounds of both."""

    sent: int = 500 * MB
    kept: int = 2_000 * MB
    sendings: int = 3
    keepings: int = 2


def main(plan: Plan) -> None:
    """Measure and print."""
    where = os.environ.get("BENCH_FOLDER", "/tmp")
    with tempfile.TemporaryDirectory(prefix="varve-", dir=where) as name, site_over_empty_database(Path(name)) as port:
        folder = Path(name)
        print(sending(folder, port, plan), flush=True)
        print(keeping(folder, plan), flush=True)


@contextmanager
def site_over_empty_database(folder: Path) -> Iterator[int]:
    """The port of the site over an empty database; Django is set up in this process over the same."""
    with benchmark_database(folder) as address:
        environment = {
            "DATABASE_URL": address,
            "VARVE_HOME": str(folder / "home"),
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
        }
        os.environ.update(environment)
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True, cwd=ROOT)
        import django

        django.setup()
        port = free_port()
        with running(site(port), port=port, path="/healthz", environment=environment, logs=folder):
            yield port


def sending(folder: Path, port: int, plan: Plan) -> str:
    """MB/s of the upload form and of the socket."""
    from benchmarks.sending.errands import open_form
    from benchmarks.sending.wire import Answer, send
    from repository.models import Person
    from repository.uploads.disk import disk_store

    errand = open_form(Person.objects.create_user("bench@example.org", "sediment-2026"))
    rates: tuple[list[float], list[float]] = ([], [])

    def sent(to: int, path: str, name: str, status: int) -> Answer:
        answer = send(to, path, cookies=errand.cookies, size=plan.sent, name=name)
        if answer.status != status:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer

    with raw_receiver(folder) as raw:
        for number in range(plan.sendings):
            for side in (0, 1) if number % 2 else (1, 0):
                name = f"{number}.bin"
                answer = sent(port, errand.path, name, 302) if side == 0 else sent(raw, "/", name, 200)
                rates[side].append(plan.sent / MB / answer.seconds)
                for path in disk_store().drafts.glob("*"):
                    path.unlink()
    name = f"upload of {plan.sent // MB} MB through the form, beside one raw socket that hashes and writes"
    return figure(name, unit="MB/s", ours=rates[0], peers=rates[1])


@contextmanager
def raw_receiver(folder: Path) -> Iterator[int]:
    """The port of the limit of receiving."""
    port = free_port()
    command = (sys.executable, "-m", "benchmarks.sending.raw_receiver", str(port), str(folder / "raw.bin"))
    environment = {"PYTHONPATH": str(ROOT)}
    child = Child(replace(Program(name="raw", command=command), env=environment), folder / "raw.log")
    child.start()
    try:
        time.sleep(1)
        yield port
    finally:
        child.stop()


def keeping(folder: Path, plan: Plan) -> str:
    """MB/s of receiving and packaging a file, and of hashing and copying it with the tools of the system."""
    from archive.aip.archiving import Archiving, SourceFile
    from archive.aip.layout import data_name
    from archive.aip.writer import PackageWriter
    from benchmarks.sending.wire import digest_of
    from repository.uploads.arrivals import receive
    from repository.uploads.disk import disk_store

    source, expected = _source(folder, plan.kept), digest_of(plan.kept)
    rates: tuple[list[float], list[float]] = ([], [])

    def ours(number: int) -> None:
        with source.open("rb") as stream:
            received = receive("large.bin", iter(lambda: stream.read(1 << 20), b""), most=plan.kept)
        day, suffix = date(2026, 3, 5), f"{number + 1}"
        name = data_name(number=number + 1, original_name="large.bin", archived_on=day)
        place = disk_store().path_of(received.staged.adopt(number=number + 1))
        files = [SourceFile(name, place, received.sha256)]
        sealed = PackageWriter(folder / "archive", suffix).create(Archiving(day, files, []))
        place.unlink()
        if received.sha256 != expected:
            raise RuntimeError("other bytes were kept")
        for path in sealed.package.iterdir():
            path.unlink()

    def tools(_number: int) -> None:
        copy = folder / "copy.bin"
        subprocess.run(["openssl", "dgst", "-sha256", str(source)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cp", str(source), str(copy)], check=True)
        subprocess.run(["sync", str(copy)], check=True)
        copy.unlink()

    for number in range(plan.keepings):
        for side in (0, 1) if number % 2 else (1, 0):
            started = time.perf_counter()
            (ours, tools)[side](number)
            rates[side].append(plan.kept / MB / (time.perf_counter() - started))
    name = f"a file of {plan.kept // MB} MB received and packaged, beside openssl dgst, cp and sync of it"
    return figure(name, unit="MB/s", ours=rates[0], peers=rates[1])


def _source(folder: Path, size: int) -> Path:
    """A file of ``size`` bytes, on the disk."""
    from benchmarks.sending.wire import blocks_of

    source = folder / "source.bin"
    with source.open("wb") as target:
        for block in blocks_of(size):
            target.write(block)
        os.fsync(target.fileno())
    return source


if __name__ == "__main__":
    main(Plan())
