"""What else was measured there and then, of any dataset: `python -m benchmarks.search_nearby [--rows N] [--folder F]`.

The answer of the index and the reading of the sixty closest from the database, without the page around it, beside the
200 ms that it may take at a million. ``--folder`` keeps the index for the next time.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import django
from django.core.management import call_command
from django.db import connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.nearby.places import made
from benchmarks.reporting.figures import figure
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import IndexWriter, make_present, new_folder, present_folder

ASKED: Final = 100
ROUNDS: Final = 3
LIMIT_MS: Final = 200.0
_ABSTRACT: Final = "What was measured, where, when, how and by whom, in the words of those who did. " * 15


def main(rows: int, folder: Path) -> None:
    """Measure and print."""
    if present_folder(folder) is None:
        _fill(folder, rows)
    reader = IndexReader(folder)
    asked = [rows * place // ASKED + 1 for place in range(ASKED)]
    with _database():
        _keep_rows(reader, asked)
        _times(reader, asked[:10])
        rounds = [sorted(_times(reader, asked)) for _round in range(ROUNDS)]
    for share in (50, 95):
        said = f"what else was measured there and then, among {rows} datasets, {share}th percentile, beside the limit"
        ours = [times[len(times) * share // 100] for times in rounds]
        print(figure(said, unit="ms", ours=ours, peers=[LIMIT_MS] * ROUNDS), flush=True)


def _fill(folder: Path, rows: int) -> None:
    part = new_folder(folder)
    writer = IndexWriter(part)
    for number in range(1, rows + 1):
        writer.add(number, made(number))
    writer.commit(1)
    writer.close()
    make_present(folder, part)


@contextmanager
def _database() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        settings = {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DEBUG": "false"}
        os.environ |= {**settings, "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
        django.setup()
        call_command("migrate", verbosity=0)
        yield
        connections.close_all()


def _keep_rows(reader: IndexReader, asked: list[int]) -> None:
    """The rows that will be read: the asked ones are compared as they are made, so only their neighbours."""
    from repository.catalogue.kept import as_json
    from repository.models import CatalogueEntry

    numbers = {near for number in asked for near in _near(reader, number)}
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(
            pk=number,
            origin="local",
            identifier=f"10.80999/{number}",
            title=f"Dataset {number}",
            abstract=_ABSTRACT,
            found_by={**as_json(made(number)), "abstracts": [["en", _ABSTRACT]]},
        )
        for number in numbers
    )


def _near(reader: IndexReader, number: int) -> tuple[int, ...]:
    from repository.catalogue.closeness import Reach, whereabouts_of

    return reader.near(whereabouts_of(made(number)), reach=Reach(), without=number)


def _times(reader: IndexReader, asked: list[int]) -> list[float]:
    """Milliseconds of each."""
    from repository.catalogue.closeness import Reach, whereabouts_of
    from repository.queries.neighbours import neighbourhood

    times: list[float] = []
    for number in asked:
        here: Any = whereabouts_of(made(number))
        began = time.perf_counter()
        found = neighbourhood(here, reader, Reach(), without=number)
        times.append((time.perf_counter() - began) * 1000)
        if not found.found:
            raise RuntimeError(f"dataset {number} has no neighbours")
    return times


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as spare:
        main(said.rows, said.folder or Path(spare))
