"""The figures of the whole site. They hold for all processes, since each is asked from the database when needed."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db.models import Count, Max, Min, Sum
from django.utils import timezone

from archive.models import CopyState, FileCopy, Replica
from archive.queries.copies import oldest_checks, places
from config.metrics.exposition import Gauge
from repository.models import DataFile, Dataset
from repository.queries.deliveries import due_deliveries, held_deliveries
from repository.queries.operations import LATE_AFTER
from repository.uploads.store import draft_store


def figures(*, now: datetime | None = None) -> Iterator[Gauge]:
    """Deliveries, datasets, bytes, copies, and the process that answers. A handful of queries, none by dataset."""
    yield from _deliveries(now or timezone.now())
    yield from _holdings()
    yield from _copies()
    yield from _files()
    yield from _machine()


def _deliveries(now: datetime) -> Iterator[Gauge]:
    due = due_deliveries(now=now)
    found = due.aggregate(count=Count("pk"), oldest=Min("due_at"))
    counts = {"due": found["count"], "late": due.filter(due_at__lte=now - LATE_AFTER).count()}
    counts["held"] = held_deliveries().count()
    age = (now - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    yield Gauge(
        "varve_deliveries",
        "Steps that are due, due for more than a minute (late), or waiting for a person (held).",
        [({"state": state}, count) for state, count in counts.items()],
    )
    yield Gauge("varve_oldest_due_seconds", "How long the oldest due step has waited.", [({}, age)])


def _holdings() -> Iterator[Gauge]:
    datasets = Dataset.objects.filter(is_removed=False).order_by().values_list("state", "standing")
    rows = [
        ({"state": state, "standing": standing}, count) for state, standing, count in datasets.annotate(Count("pk"))
    ]
    yield Gauge("varve_datasets", "Datasets by the work in hand and by what the public sees.", rows)
    files = DataFile.objects.filter(erased_at=None).order_by()
    archived = files.exclude(archived_name="").aggregate(total=Sum("size"))["total"] or 0
    drafts = files.filter(archived_name="").aggregate(total=Sum("size"))["total"] or 0
    kept = [({"place": "archive"}, archived), ({"place": "drafts"}, drafts)]
    yield Gauge("varve_bytes", "Bytes of data files kept.", kept)


def _copies() -> Iterator[Gauge]:
    replicas = Replica.objects.order_by()
    counts = replicas.values_list("store", "state").annotate(Count("pk"))
    rows = [({"store": store, "state": state}, count) for store, state, count in counts]
    yield Gauge("varve_replicas", "Copies of packages in each store.", rows)
    verified = replicas.filter(verified_at__isnull=False).values_list("store").annotate(Max("verified_at"))
    stamps = [({"store": store}, last.timestamp()) for store, last in verified]
    yield Gauge(
        "varve_replica_last_verified_seconds", "When a copy was last verified, in seconds of Unix time.", stamps
    )


def _files() -> Iterator[Gauge]:
    """What the audit knows: asked by index, however many copies there are."""
    unsound = FileCopy.objects.exclude(state=CopyState.SOUND).order_by().values_list("place", "state")
    counts = {(place, state): count for place, state, count in unsound.annotate(Count("pk"))}
    states = (CopyState.FAULTY, CopyState.LOST)
    rows = [
        ({"place": place, "state": state.value}, counts.get((place, state.value), 0))
        for place in places()
        for state in states
    ]
    yield Gauge("varve_file_copies_unsound", "Copies of archived files that are not sound.", rows)
    stamps = [({"place": place}, oldest.timestamp()) for place, oldest in oldest_checks().items()]
    yield Gauge(
        "varve_file_copy_oldest_check_seconds",
        "When the copy that waits longest in a place was last read back, in seconds of Unix time.",
        stamps,
    )


def _machine() -> Iterator[Gauge]:
    root = draft_store().filled_by(0)[0].parent
    if root.is_dir():
        free = shutil.disk_usage(root).free
        yield Gauge("varve_storage_free_bytes", "Room left on the disk that uploads fill.", [({}, free)])
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE")
    yield Gauge("process_resident_memory_bytes", "Memory of the web process that answered.", [({}, memory)])
    handles = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  (names alone are counted)
    yield Gauge("process_open_fds", "Open files of the web process that answered.", [({}, handles)])
