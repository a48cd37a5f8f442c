"""Resumable uploads into a bucket against the tool of S3 itself: `python -m benchmarks.tus_s3`.

A file sent by tus in one PATCH to the site under granian, which sends it on to a real Ceph in pieces, beside boto3's
`upload_file` of a file of the same size from the disk into the same bucket, and its SHA256. They take turns. The memory
is the largest of any web process. Needs Debian's Ceph, as the suite does.
"""

import hashlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.large_files import MB, site_over_empty_database
from benchmarks.reporting.figures import figure
from benchmarks.sending.wire import blocks_of
from tests.services.processes import descendants
from tests.services.s3_bucket import client_of, new_bucket
from tests.services.s3_server import has_s3, running_s3

MEMORY_LIMIT_MB = 200


@dataclass(frozen=True)
class Plan:
    """Bytes sent in each round, and the number of rounds: the store lies in 3 GiB of memory and frees none of it."""

    size: int = 250 * MB
    rounds: int = 4


def main(plan: Plan) -> None:
    """Measure and print."""
    if not has_s3():
        print("benchmarks/tus_s3.py: Ceph is not installed here, so nothing was measured.", file=sys.stderr)
        return
    where = os.environ.get("BENCH_FOLDER", "/tmp")
    with tempfile.TemporaryDirectory(prefix="varve-", dir=where) as name, running_s3(Path(name) / "s3") as server:
        bucket = new_bucket(server)
        os.environ.update(bucket.environment)
        with site_over_empty_database(Path(name)) as port:
            for line in sending(Path(name), port, bucket.name, client_of(server), plan):
                print(line, flush=True)


def sending(folder: Path, port: int, bucket: str, s3: Any, plan: Plan) -> tuple[str, str]:
    """MB/s of tus and of boto3, and the memory of the web process."""
    from benchmarks.sending.pieces import TusErrand, open_errand
    from repository.models import Person

    errand: TusErrand = open_errand(Person.objects.create_user("bench@example.org", "sediment-2026"), port)
    source = folder / "large.bin"
    with source.open("wb") as stream:
        stream.writelines(blocks_of(plan.size))
    rates: tuple[list[float], list[float]] = ([], [])
    memory: list[float] = []
    for number in range(plan.rounds):
        for side in (0, 1) if number % 2 else (1, 0):
            seconds = errand.send(f"{number}.bin", plan.size) if side == 0 else bare(s3, bucket, source)
            rates[side].append(plan.size / MB / seconds)
        memory.append(_largest_web_process(port))
        _empty(s3, bucket)
    name = f"upload of {plan.size // MB} MB by tus into a bucket, beside boto3's upload_file and SHA256"
    told = figure("memory of a web process meanwhile, beside its limit", unit="MB", ours=memory,
                  peers=[MEMORY_LIMIT_MB] * len(memory))  # fmt: skip
    return figure(name, unit="MB/s", ours=rates[0], peers=rates[1]), told


def bare(s3: Any, bucket: str, source: Path) -> float:
    """The seconds that boto3 and a SHA256 take."""
    started = time.perf_counter()
    with source.open("rb") as stream:
        hashlib.file_digest(stream, "sha256")
    s3.upload_file(str(source), bucket, "bare")
    return time.perf_counter() - started


def _largest_web_process(port: int) -> float:
    """The most memory (VmHWM) that a process of the site has had, in MB."""
    roots = [each for each in descendants(os.getpid()) if f"--port {port}" in each.command]
    tree = {each.pid for root in roots for each in (root, *descendants(root.pid))}
    found = [line for pid in tree for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in line]
    return max(int(line.split()[1]) for line in found) * 1024 / MB


def _empty(s3: Any, bucket: str) -> None:
    for found in s3.list_objects_v2(Bucket=bucket).get("Contents", ()):
        s3.delete_object(Bucket=bucket, Key=found["Key"])


if __name__ == "__main__":
    main(Plan())
