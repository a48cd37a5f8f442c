"""The audit of a million copies: `python -m benchmarks.audit_schedule [COPIES]`; what reads the bytes is left out.

Every copy is due. The audit asks for what is due in one place, batch by batch, oldest first, and each copy is marked
as read, as after a check that found it sound. Speed is beside that with a thousand;
memory is how much this process grows on its way through a tenth of them, beside its size before.
"""

import itertools
import logging
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections

from benchmarks.harvesting.database import benchmark_database
from benchmarks.reporting.figures import figure

SETTINGS = "config.settings.testing"
COPIES, FEW = 1_000_000, 1_000
VISITED = 10
"""One copy in so many is visited."""
_FILL = """
    INSERT INTO archive_filecopy (place, dataset_id, name, sha256, size, state, fault, checked_at, source)
    SELECT place, %s, 'n' || n || '.bin-2020-03-05', repeat('0', 64), 20000, 'sound', '',
           timestamptz '2020-03-05' + n * interval '1 second', ''
    FROM generate_series(1, %s) n, unnest(ARRAY['archive', 'second']) place
"""


def main(count: int) -> None:
    """Measure in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="varve-", dir="/tmp") as name, benchmark_database(Path(name)) as address:
        os.environ |= {"DATABASE_URL": address, "VARVE_HOME": f"{name}/home", "DJANGO_SETTINGS_MODULE": SETTINGS}
        django.setup()
        logging.disable(logging.WARNING)  # no broker runs here, and nothing waits for one
        call_command("migrate", verbosity=0)
        dataset = _dataset()
        few = _visited(dataset, FEW, FEW // 2)[0]
        before = _peak()
        many, seen = _visited(dataset, count // 2, count // VISITED)
        said = f"scheduling of {seen} of {count} copies that are due"
        print(figure(f"{said}, beside {FEW}", unit="copies/s", ours=[many], peers=[few]), flush=True)
        print(figure(f"peak memory after {said}, beside before", unit="MB", ours=[_peak()], peers=[before]), flush=True)
        connections.close_all()


def _dataset() -> int:
    from repository.models import Person
    from repository.services.deposits import create_deposit

    person = Person.objects.create_user("bench@example.org", "bench")
    return create_deposit(actor=person).datasets.get().pk


def _visited(dataset: int, each: int, most: int) -> tuple[float, int]:
    """Copies a second, and how many; ``each`` copies are made in each of two places, all due."""
    from django.utils import timezone

    from archive.models import FileCopy
    from archive.services.audit import _due as due_copies

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE archive_filecopy CASCADE")
        cursor.execute(_FILL, [dataset, each])
        cursor.execute("VACUUM ANALYZE archive_filecopy")
    started, seen = time.perf_counter(), 0
    for copy in itertools.islice(due_copies("second"), most):
        FileCopy.objects.filter(pk=copy.pk).update(checked_at=timezone.now())
        seen += 1
    if seen != most:
        raise RuntimeError(f"{seen} copies were due, not {most}")
    return seen / (time.perf_counter() - started), seen


def _peak() -> float:
    """MB of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COPIES)
