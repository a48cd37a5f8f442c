"""A deposit of 100,000 files: opening its pages, and adding a file to it, beside a deposit of ten.

A tenth of the files say something of the description, one in fifty has a problem. Times are of Django's test client
with everything warm, in milliseconds; status 1 where a page of the large deposit takes longer than a second.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

import django
from django.core.management import call_command
from django.db import connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.reporting.figures import figure

SETTINGS = "config.settings.testing"
MANY, FEW = 100_000, 10
ROUNDS = 7
LIMIT_MS = 1000.0
STEPS = ("files", "description", "people", "place", "review")
_READING: Any = {
    "format": "NetCDF",
    "facts": {"variables": 5},
    "proposals": [
        {
            "field": "place/boxes",
            "value": [{"west": -5.0, "south": 43.0, "east": -4.0, "north": 44.0}],
            "place": {"english": "variables `lat`, `lon`", "french": "variables `lat`, `lon`"},
        }
    ],
    "problems": [],
}
_PROBLEM: Any = {
    "severity": "warning",
    "code": "netcdf-no-units",
    "english": "A variable has no unit.",
    "french": "Une variable n’a pas d’unité.",
    "place": {"english": "variable `T`", "french": "variable `T`"},
}


def filled(person: Any, count: int) -> Any:
    """A dataset with so many files in its draft."""
    from repository.models import DataFile, DraftFile, Gravity, Inspection
    from repository.services.deposits import create_deposit
    from repository.services.inspections import READERS

    dataset = create_deposit(actor=person).datasets.get()
    start = DataFile.objects.count() + 10_000_000
    files = DataFile.objects.bulk_create(
        (
            DataFile(number=start + n, dataset=dataset, original_name=f"{n}.nc", size=1000, sha256=f"{n:064x}",
                     media_type="application/x-netcdf", draft_path=f"drafts/{start + n}", uploaded_by=person)
            for n in range(count)
        ),
        batch_size=5000,
    )  # fmt: skip
    DraftFile.objects.bulk_create(
        (
            DraftFile(dataset=dataset, file=file, path=f"leg-{n % 100}/{n}.nc", position=n + 1)
            for n, file in enumerate(files)
        ),
        batch_size=5000,
    )
    now = dataset.created
    Inspection.objects.bulk_create(
        (
            Inspection(
                file=file,
                reading=_READING | {"problems": [_PROBLEM] if n % 50 == 0 else []},
                readers=READERS,
                read_at=now,
                has_proposals=n % 10 == 0,
                gravity=Gravity.WARNING if n % 50 == 0 else Gravity.NONE,
            )
            for n, file in enumerate(files)
        ),
        batch_size=5000,
    )
    return dataset


def milliseconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def opened(client: Any, dataset: Any, step: str) -> Callable[[], None]:
    """Opens the page of a step."""
    from django.urls import reverse

    url = reverse(f"deposit-{step}", args=[dataset.deposit_id, dataset.key])

    def act() -> None:
        answer = client.get(url, secure=True)
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")

    return act


def added(person: Any, dataset: Any) -> Callable[[], None]:
    """Attaches one more small file."""
    from django.core.files import File

    from repository.services.files import attach_upload

    numbers = iter(range(1_000_000))

    def act() -> None:
        name = f"added-{next(numbers)}.csv"
        attach_upload(dataset_key=dataset.key, actor=person, upload=File(BytesIO(name.encode()), name=name))

    return act


def measure() -> float:
    """Fill, measure in turns, print; the slowest page of the large deposit in milliseconds."""
    from django.db import connection
    from django.test import Client

    from repository.models import Person

    person = Person.objects.create_user("bench@example.org", "bench")
    few, many = filled(person, FEW), filled(person, MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(person)
    slowest = 0.0
    for step in STEPS:
        slowest = max(slowest, _compared(f"page '{step}'", opened(client, many, step), opened(client, few, step)))
    _compared("adding a file", added(person, many), added(person, few))
    return slowest


def _compared(what: str, large: Callable[[], None], small: Callable[[], None]) -> float:
    large()
    small()
    ours, peers = [], []
    for _round in range(ROUNDS):
        ours.append(milliseconds(large))
        peers.append(milliseconds(small))
    print(figure(f"{what} with {MANY} files, beside {FEW}", unit="ms", ours=ours, peers=peers), flush=True)
    return sorted(ours)[len(ours) // 2]


def main() -> None:
    """Measure in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        os.environ |= {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DJANGO_SETTINGS_MODULE": SETTINGS}
        django.setup()
        logging.disable(logging.WARNING)  # no broker runs here, and nothing waits for one
        call_command("migrate", verbosity=0)
        slowest = measure()
        connections.close_all()
    sys.exit(0 if slowest <= LIMIT_MS else 1)


if __name__ == "__main__":
    main()
