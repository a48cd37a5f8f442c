"""A database of its own with a filled catalogue and its index."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.searching.loading import load

SERVED = "benchmarks.reading.settings"


@dataclass(frozen=True, slots=True)
class Filled:
    """``environment``: what another process needs to see the same; ``minutes``: what load and index took."""

    folder: Path
    environment: dict[str, str]
    minutes: float


@contextmanager
def filled(rows: int, *, settings: str = "config.settings.testing", **more: str) -> Iterator[Filled]:
    """So many entries, and an index that knows them; this process is set up to ask. ``more``: of its environment."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        environment = {
            "DATABASE_URL": address,
            "VARVE_HOME": f"{name}/home",
            "DEBUG": "false",
            "DJANGO_SETTINGS_MODULE": settings,
            **more,
        }
        os.environ |= environment
        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        load(address, rows)
        call_command("catalogue_follow", once=True, verbosity=0)
        yield Filled(Path(name), environment, (time.perf_counter() - began) / 60)
        connections.close_all()
