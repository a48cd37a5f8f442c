"""Datasets per second that come back from their packages, beside rows of as many written in bulk without packages.

`python -m benchmarks.archive_rebuild`: every package is read, proved, copied to an empty archive and made rows, exports
and catalogue entry again. The peer, ``seed_demo --size``, renders and writes as many records, and reads none.
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.aip.archiving import Archiving, Document, Plan, SealedManifest, SourceFile, plan_archiving
from archive.aip.digest import sha256_of_bytes
from archive.aip.documents import ArchivedFile, events_document, layer_document
from archive.aip.layout import Kind, data_name, layer_name
from benchmarks.harvesting.database import benchmark_database
from benchmarks.reporting.figures import figure
from config.tooling.stamps import ROOT
from repository.record.canonical import canonical_bytes, complete
from repository.record.people import Organisation
from repository.record.publication import LayerReference, Publication
from repository.services.synthetic_records import synthetic_record

ASKED, MINUTES = 10_000, 10
"""So many datasets are to come back in so many minutes."""

DAY = date(2026, 3, 5)


@dataclass(frozen=True)
class Amount:
    """How many packages each round has, and how many rounds."""

    packages: int = 1000
    rounds: int = 2


def write_package(root: Path, number: int) -> None:
    """A package with one small table, its record, layer and events: nothing waits for the disk here."""
    suffix, first = str(3 * number + 1), 3 * number + 2
    table = f"station,depth_m,value\nA{number},10,{number}.5\n".encode() * 50
    name = data_name(number=first, original_name="table.csv", archived_on=DAY)
    file = ArchivedFile(
        archived_name=name,
        path="table.csv",
        size=len(table),
        sha256=sha256_of_bytes(table),
        media_type="text/csv",
        role="data",
        position=1,
    )
    layer = layer_document(fragment=first + 1, layer_date=DAY, files=[file])
    sealed = _sealed_record(number, suffix, first + 1, layer)
    folder = root / suffix
    folder.mkdir()
    (folder / name).write_bytes(table)
    documents = [Document(Kind.LAYER, layer, first + 1), Document(Kind.RECORD, sealed)]
    plan = _written(folder, Archiving(DAY, [SourceFile(name, folder / name, file.sha256)], documents), None)
    events = events_document(_events(number, sealed, first + 1))
    before = SealedManifest(plan.seal, plan.manifest)
    _written(folder, Archiving(DAY, documents=[Document(Kind.EVENTS, events)]), before)


def _sealed_record(number: int, suffix: str, fragment: int, layer: bytes) -> bytes:
    reference = LayerReference(
        fragment=fragment,
        date=DAY.isoformat(),
        document=layer_name(fragment=fragment, archived_on=DAY),
        sha256=sha256_of_bytes(layer),
    )
    facts = Publication(
        doi=f"10.5072/{suffix}",
        publisher=Organisation(name="Varve"),
        date=DAY.isoformat(),
        record_date=DAY.isoformat(),
        number=1,
        layers=(reference,),
    )
    return canonical_bytes(complete(synthetic_record(number, seed=1, poles=["ocean", "atmosphere"]), facts))


def _events(number: int, sealed: bytes, fragment: int) -> list[dict[str, Any]]:
    moment = datetime(2026, 3, 5, 8, tzinfo=UTC) + timedelta(seconds=number)
    row, facts = f"publication:{number + 1}", {"record_sha256": sha256_of_bytes(sealed), "fragment": fragment}
    told = {"datestamp": moment.isoformat(), "sets": ["pole:ocean"], "access": "open", "embargo_until": None}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("dataset.submitted", f"dataset:{number + 1}", {"version": 1, "sha256": "0" * 64}),
        ("dataset.accepted", f"dataset:{number + 1}", {"version": 1, "sha256": "0" * 64}),
        ("snapshot.frozen", row, {"date": DAY.isoformat(), "decided_sha256": "0" * 64, **facts}),
        ("package.sealed", row, {"files": 1}),
        ("doi.registered", row, {"doi": f"10.5072/{3 * number + 1}", "registrar": "local", "sent_sha256": "0" * 64}),
        ("snapshot.published", row, told),
    ]
    return [
        {
            "key": str(uuid.UUID(int=10 * number + place)),
            "type": event,
            "at": moment.isoformat(),
            "subject": subject,
            "actor": "person:1",
            "payload": payload,
        }
        for place, (event, subject, payload) in enumerate(steps)
    ]


def _written(folder: Path, archiving: Archiving, before: SealedManifest | None) -> Plan:
    plan = plan_archiving(archiving, before)
    for name, content in plan.documents:
        (folder / name).write_bytes(content)
    (folder / plan.seal.name).write_bytes(plan.manifest.to_bytes())
    return plan


def main(amount: Amount) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name:
        folder = Path(name)
        packages = folder / "packages"
        packages.mkdir()
        for number in range(amount.packages):
            write_package(packages, number)
        ours, peers = [], []
        for each in range(amount.rounds):
            ours.append(amount.packages / _timed(folder / f"ours{each}", ["archive_rebuild", "--from", str(packages)]))
            peers.append(
                amount.packages / _timed(folder / f"peer{each}", ["seed_demo", "--size", str(amount.packages)])
            )
    name = f"archive_rebuild of {amount.packages} packages, beside seed_demo --size {amount.packages}"
    print(figure(name, unit="datasets/s", ours=ours, peers=peers), flush=True)
    minutes = [ASKED / rate / 60 for rate in ours]
    name = f"archive_rebuild of {ASKED} packages by that pace, beside the {MINUTES} minutes it may take"
    print(figure(name, unit="min", ours=minutes, peers=[float(MINUTES)] * len(minutes)), flush=True)


def _timed(folder: Path, command: list[str]) -> float:
    """Seconds that a management command takes on an empty database, with an archive of its own."""
    folder.mkdir()
    with benchmark_database(folder) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "VARVE_HOME": str(folder / "home"),
            "ARCHIVE_URL": (folder / "archive").as_uri(),
            "CELERY_BROKER_URL": f"redis+socket://{folder}/nobody.sock",
        }
        _manage(["migrate", "--verbosity", "0"], environment)
        began = time.perf_counter()
        _manage(command, environment)
        return time.perf_counter() - began


def _manage(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"manage.py {command[0]} failed: {(done.stdout + done.stderr).strip()[-2000:]}")


if __name__ == "__main__":
    main(Amount())
