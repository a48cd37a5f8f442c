"""What benchmarks of searches share: the time of typed questions, plain SQL, a database of their own."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections

from benchmarks.harvesting.database import benchmark_database

SETTINGS = "config.settings.testing"


def p95_ms(search: Callable[[str], object], queries: list[str]) -> float:
    """The 95th percentile in milliseconds, everything warm."""
    times = []
    for text in queries:
        began = perf_counter()
        search(text)
        times.append((perf_counter() - began) * 1000)
    return quantiles(times, n=20)[-1]


def rows_of(statement: str, values: Sequence[str | int | float | None] | None = None) -> list[Any]:
    """What a statement answers; nothing for one that has no rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def run_search_benchmark(measure: Callable[[], float], *, limit_ms: float) -> None:
    """Measure in a database of its own; exit status 1 where typing is slower than promised."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        os.environ |= {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DJANGO_SETTINGS_MODULE": SETTINGS}
        django.setup()
        call_command("migrate", verbosity=0)
        ours = measure()
        connections.close_all()
    sys.exit(0 if ours <= limit_ms else 1)
