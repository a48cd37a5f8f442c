"""The archive's part of the road for tests: from an accepted dataset to verified copies, through real claims."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from archive.models import Archiving
from archive.queries import package_folder
from config.pipeline import PIPELINE
from repository.errors import ClaimLost
from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, LifecycleEvent, Person, Publication
from repository.services.decisions import decide_dataset
from repository.services.deliveries import Claim, claim_delivery
from repository.services.events import record_event
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person, make_submitted

OURS = ("archive.", "repository.consumers.freeze", "repository.consumers.erase_drafts")
TABLE = {event: tuple(name for name in consumers if name.startswith(OURS)) for event, consumers in PIPELINE.items()}
"""Freeze and archive only: the road ends where the DOI would be registered."""

FILES = {"oxygen.csv": b"station,depth_m\nA1,10\n", "docs/Report.PDF": b"%PDF-1.7 made for a test\n"}


def accept(dataset: Dataset, moderator: Person) -> None:
    """Accept what was submitted, without the moderation's review."""
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    decide_dataset(
        dataset_key=dataset.key,
        actor=moderator,
        outcome=DatasetState.ACCEPTED,
        sha256=dataset.submitted_version.sha256,
    )


def frozen_dataset(**changes: object) -> Dataset:
    """A dataset that was accepted; its deliveries wait."""
    dataset = make_submitted(make_person("alice"), files=FILES, **changes)
    accept(dataset, make_moderator("marie"))
    return dataset


def archived_dataset(**changes: object) -> Dataset:
    """A dataset whose package is sealed and copied everywhere."""
    dataset = frozen_dataset(**changes)
    run_everything_due()
    return dataset


def publication_of(dataset: Dataset) -> Publication:
    """The newest publication."""
    return dataset.publications.order_by("-number")[0]


def publish(dataset: Dataset) -> LifecycleEvent:
    """Say that the publication is public, as the spine does, and nothing else of it."""
    publication = publication_of(dataset)
    with transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(published_at=timezone.now())
        payload = {"datestamp": "2026-03-05T12:00:00+00:00", "sets": ["pole:ocean"], "embargo_until": None}
        event = record_event("snapshot.published", subject=publication, payload=payload, once=True)
    assert event is not None
    return event


def withdraw(dataset: Dataset) -> LifecycleEvent:
    """Say that the dataset is withdrawn."""
    with transaction.atomic():
        event = record_event("dataset.withdrawn", subject=dataset, reason="A sensor drifted.", once=True)
    assert event is not None
    return event


def stop_before_the_commit(delivery: int, consumer: Callable[[Claim], None]) -> None:
    """Run a consumer whose worker loses its claim: all its outside work is done, nothing of it is in the database."""
    claim = claim_delivery(delivery_id=delivery)
    assert claim is not None
    Delivery.objects.filter(pk=delivery).update(lease_token=None, lease_until=None)
    with pytest.raises(ClaimLost):
        consumer(claim)


def held() -> list[str]:
    """Reasons of what waits for a person."""
    return list(Delivery.objects.filter(held_at__isnull=False).order_by("pk").values_list("last_error", flat=True))


def package_of(dataset: Dataset) -> Path:
    """The directory of the package."""
    return package_folder(dataset)


def chain(dataset: Dataset) -> list[tuple[str, str]]:
    """(kind, manifest) of every archiving, in order."""
    rows = Archiving.objects.filter(dataset=dataset).order_by("number")
    return [(row.kind, row.manifest_name) for row in rows]


def today() -> str:
    """The UTC date."""
    return datetime.now(UTC).date().isoformat()
