"""Two layers of very many files, as rows and as sorted manifests."""

import subprocess
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.reporting.searching import rows_of
from repository.models import Dataset
from repository.queries.landing_differences import Asked, difference_of

_CHANGED, _GONE, _NEW = 50, 100, 100
"""One file in so many is changed, gone, new."""

_LAYERS: Final = """INSERT INTO repository_snapshot (number, dataset_id, interval_begin, interval_end, date, document,
    document_name, document_sha256, manifest_sha256, published_at, changes)
    SELECT 9000000 + k, %s, '', '', current_date, '', '', '', '', now(),
      '{"new": [0, 0], "changed": [0, 0], "gone": [0, 0]}' FROM generate_series(1, 3) k"""
_FILES: Final = """INSERT INTO repository_datafile (number, dataset_id, original_name, size, sha256, media_type,
    draft_path, archived_name, created)
    SELECT 20000000 + k, %s, 'f', k, encode(sha256(k::text::bytea), 'hex'), 'text/csv', '', '', now()
    FROM generate_series(0, %s * 2) k"""
_PLACES: Final = """INSERT INTO repository_layerfile (snapshot_id, file_id, path, role, position)
    SELECT s.id, f.id, 'y' || k %% 100 || '/profile' || k || '.nc', 'data', k
    FROM repository_snapshot s, generate_series(0, %s) k
      JOIN LATERAL (SELECT %s AS number) n ON true JOIN repository_datafile f ON f.number = 20000000 + n.number
    WHERE s.number = %s AND %s"""


def two_layers(files: int) -> Dataset:
    """Three layers, the second empty: nothing is stored of how the third differs from the first."""
    dataset = Dataset.objects.order_by("pk")[0]
    rows_of(_LAYERS, [dataset.pk])
    rows_of(_FILES, [dataset.pk, files])
    changed = f"CASE WHEN k %% {_CHANGED} = 0 THEN k + {files} ELSE k END"
    for number, which, there in (
        (1, "k", f"k < {files} AND k %% {_NEW} <> 7"),
        (3, changed, f"k < {files} AND k %% {_GONE} <> 13"),
    ):
        rows_of(_PLACES.replace("%s AS number", f"{which} AS number").replace("AND %s", f"AND {there}"),
                [files, 9000000 + number])  # fmt: skip
    rows_of("ANALYZE")
    return dataset


def seconds_of_difference(dataset: Dataset) -> tuple[float, int]:
    """How long the page of a difference is asked for, and how many files differ."""
    began = perf_counter()
    found = difference_of(dataset, 9000003, Asked(since=9000001))
    return perf_counter() - began, found.total


def manifests(dataset: Dataset, folder: Path) -> list[Path]:
    """Both layers as sorted lists of path and SHA256."""
    places = []
    for number in (9000001, 9000003):
        rows = rows_of(
            """SELECT path, sha256 FROM repository_layerfile p JOIN repository_datafile f ON f.id = p.file_id
               JOIN repository_snapshot s ON s.id = p.snapshot_id WHERE s.number = %s ORDER BY path COLLATE "C" """,
            [number],
        )
        places.append(folder / f"{number}.sha256")
        places[-1].write_text("".join(f"{path}  {sha256}\n" for path, sha256 in rows))
    return places


def seconds_of_comm(places: list[Path]) -> tuple[float, int]:
    """How long `comm` takes to write the lines of both that differ, and how many paths these are."""
    began = perf_counter()
    found = subprocess.run(["comm", "-3", *map(str, places)], env={"LC_ALL": "C"}, capture_output=True, check=True)
    seconds = perf_counter() - began
    return seconds, len({line.split()[0] for line in found.stdout.splitlines()})
