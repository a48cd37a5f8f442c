"""One dataset sent along the road by worker processes, and what is left, told without its accidental numbers."""

import email
import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from archive.aip.validator import validate_package
from archive.queries import archive_root, package_folder, replicas_of
from archive.stores.addresses import local_folder
from config.pipeline import PIPELINE
from repository.models import Dataset, Delivery, LifecycleEvent, Rendition
from repository.services.deliveries import wake_due
from tests.factories import accept, make_moderator, make_person, make_submitted
from tests.faults.worker import main

PATIENCE = 270.0
"""Seconds in which the road must be walked, kills included."""


@dataclass(frozen=True)
class Surroundings:
    """Where the workers find the test's database and leave their mails."""

    mails: Path

    @property
    def told(self) -> Path:
        """Where a worker says in which consumer it is killed."""
        return self.mails.with_name("killed-in")

    def environment(self) -> dict[str, str]:
        """The test's own environment, but for the name of the database and a short lease."""
        base, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        return {
            **os.environ,
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "DJANGO_SETTINGS_MODULE": "config.settings.testing",
            "DELIVERY_LEASE_SECONDS": "1",
        }


@contextmanager
def worker(surroundings: Surroundings, kills: Mapping[str, int]) -> Iterator[BaseProcess]:
    """A running worker; killed when the block ends, if it still lives."""
    connections.close_all()
    arguments = (kills, surroundings.mails, surroundings.told)
    process = get_context("fork").Process(target=main, args=arguments, daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _load_what_workers_load() -> None:
    """Once, instead of in every fork."""
    for consumer in {name for consumers in PIPELINE.values() for name in consumers}:
        import_string(consumer)
    for name in ("celery.apps.worker", "celery.bin.celery", "celery.concurrency.solo", "kombu.transport.redis"):
        import_module(name)


def _numbers_that_no_text_has() -> None:
    """Above the years and the regulations that exports name: accidental numbers are told by their place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('repository_number', greatest(last_value, 700000)) FROM repository_number")


def walk(surroundings: Surroundings, *, kills: Mapping[str, int] = MappingProxyType({})) -> Dataset:
    """Submit, accept and publish one dataset with workers, which die at the point that ``kills`` tells of a consumer:
    one of them in each.
    """
    _load_what_workers_load()
    author, moderator = make_person("alice"), make_moderator("mona")
    _numbers_that_no_text_has()
    dataset = make_submitted(author)
    accepted = False
    left = dict(kills)
    deadline = time.monotonic() + PATIENCE
    while not (accepted and not left and at_rest()):
        with worker(surroundings, left) as process:
            while process.exitcode is None and time.monotonic() < deadline:
                wake_due()
                time.sleep(0.1)
                if at_rest() and not accepted:
                    accept(dataset, moderator)
                    accepted = True
                elif at_rest() and accepted:
                    break
            if process.exitcode is not None:
                assert process.exitcode == -signal.SIGKILL, "the worker ended by itself"
                del left[surroundings.told.read_text()]
        assert time.monotonic() < deadline, [f"{d}: {d.last_error}" for d in _open()]
        assert not (left and accepted and at_rest()), f"there are no such points: {left}"
    dataset.refresh_from_db()
    return dataset


def _open() -> list[Delivery]:
    return list(Delivery.objects.filter(done_at__isnull=True).select_related("event"))


def at_rest() -> bool:
    """Whether nothing is left to do."""
    return not Delivery.objects.filter(done_at__isnull=True).exists()


def end_state(dataset: Dataset, surroundings: Surroundings) -> dict[str, Any]:
    """What the outside can see when all is done, without times, and with numbers as their order."""
    tell = _teller(dataset)
    package = package_folder(dataset)
    files = {path.name: path.read_bytes() for path in package.iterdir()}
    return {
        "state": (dataset.state, dataset.standing, dataset.oai_sets),
        "events": sorted(LifecycleEvent.objects.values_list("type", flat=True)),
        "held": Delivery.objects.filter(held_at__isnull=False).count(),
        "faults": validate_package(package),
        "files": sorted(tell(name) for name in files),
        "described": sorted(
            tell(body.decode()) for name, body in files.items() if name.startswith(("record", "layer"))
        ),
        "replicas": [_same_bytes(files, Path(folder) / dataset.suffix) for folder in _replica_folders()],
        "copies": sorted((replica.store, replica.state) for replica in replicas_of(dataset)),
        "renditions": sorted(
            (rendition.format, tell(bytes(rendition.body).decode())) for rendition in Rendition.objects.all()
        ),
        "debris": sorted(
            path.name for path in archive_root().iterdir() if path.name.startswith(".") and any(path.iterdir())
        ),
        "mails": sorted(_mails(surroundings.mails)),
    }


def _replica_folders() -> list[Path]:
    return [local_folder(url) for url in settings.ARCHIVE_REPLICAS.values()]


def _same_bytes(files: dict[str, bytes], copy: Path) -> bool:
    return {path.name: path.read_bytes() for path in copy.iterdir()} == files


def _mails(folder: Path) -> list[str]:
    """One line per Message-ID: a mail sent twice with the same one is one mail."""
    found = {}
    for path in folder.glob("*.log"):
        for text in path.read_text().split("-" * 79):
            message = email.message_from_string(text.strip())
            if message["Message-ID"]:
                found[message["Message-ID"]] = (
                    f"{message['To']}: {re.sub(r'[0-9.]+/[0-9]+', 'DOI', message['Subject'])}"
                )
    return list(found.values())


def _teller(dataset: Dataset) -> Callable[[str], str]:
    numbers = sorted(
        {int(dataset.suffix)}
        | set(dataset.snapshots.values_list("number", flat=True))
        | set(dataset.data_files.values_list("number", flat=True))
    )
    order = {str(number): f"#{place}" for place, number in enumerate(numbers)}

    hashes = set(dataset.data_files.values_list("sha256", flat=True))

    def word(match: re.Match[str]) -> str:
        if len(match[0]) == 64:
            return match[0] if match[0] in hashes else "SHA256"
        return order.get(match[0], match[0])

    def tell(text: str) -> str:
        return re.sub(r"[0-9a-f]{64}|(?<!\d)\d{4,}(?!\d)", word, text)

    return tell


def today() -> str:
    """The UTC day, to notice a run across midnight."""
    return timezone.now().date().isoformat()
