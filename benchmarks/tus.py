"""Resumable uploads against the limit of the machine: `python -m benchmarks.tus`.

A file sent by tus in one PATCH to the site under granian, beside one socket that hashes and writes into one buffer.
Both bring their bytes to the disk before they are done, and take turns. BENCH_FOLDER as in `benchmarks.large_files`.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.large_files import MB, raw_receiver, site_over_empty_database
from benchmarks.reporting.figures import figure


@dataclass(frozen=True)
class Plan:
    """Bytes sent in each round, and the number of rounds."""

    size: int = 500 * MB
    rounds: int = 4


def main(plan: Plan) -> None:
    """Measure and print."""
    where = os.environ.get("BENCH_FOLDER", "/tmp")
    with tempfile.TemporaryDirectory(prefix="varve-", dir=where) as name:
        folder = Path(name)
        with site_over_empty_database(folder) as port:
            print(sending(folder, port, plan), flush=True)


def sending(folder: Path, port: int, plan: Plan) -> str:
    """MB/s of tus and of the socket."""
    from benchmarks.sending.pieces import TusErrand, open_errand
    from benchmarks.sending.wire import send
    from repository.models import Person
    from repository.uploads.disk import disk_store

    errand: TusErrand = open_errand(Person.objects.create_user("bench@example.org", "sediment-2026"), port)
    rates: tuple[list[float], list[float]] = ([], [])
    with raw_receiver(folder) as raw:
        for number in range(plan.rounds):
            for side in (0, 1) if number % 2 else (1, 0):
                if side == 0:
                    seconds = errand.send(f"{number}.bin", plan.size)
                else:
                    seconds = send(raw, "/", cookies="", size=plan.size).seconds
                rates[side].append(plan.size / MB / seconds)
                for path in disk_store().drafts.glob("*"):
                    path.unlink()
    name = f"upload of {plan.size // MB} MB by tus, beside one raw socket that hashes and writes"
    return figure(name, unit="MB/s", ours=rates[0], peers=rates[1])


if __name__ == "__main__":
    main(Plan())
