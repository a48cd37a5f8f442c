"""What the record cannot hold is sealed into the package after publication and withdrawal."""

from pathlib import Path

import pytest

from archive.aip.documents import EventsDocument, read_events
from archive.aip.validator import validate_package
from archive.consumers import seal_events
from archive.models import Archiving
from archive.queries import newest_archiving
from repository.models import Dataset, Delivery, LifecycleEvent
from repository.services.deliveries import run_delivery
from tests.archive.kill_points import tree
from tests.archive.road import (
    archived_dataset,
    chain,
    held,
    package_of,
    publish,
    stop_before_the_commit,
    today,
    withdraw,
)
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


def document(dataset: Dataset, name: str) -> EventsDocument:
    return read_events((package_of(dataset) / name).read_bytes())


def delivery_of(event: LifecycleEvent) -> int:
    return Delivery.objects.get(event=event, consumer="archive.consumers.seal_events").pk


def test_publication_appends_the_decision_the_freeze_and_the_publication(archive: Path) -> None:
    dataset = archived_dataset()
    publish(dataset)
    run_everything_due()
    assert held() == []
    assert chain(dataset) == [
        ("layer", f"manifest-sha256-{today()}.txt"),
        ("events", f"manifest-sha256-{today()}.2.txt"),
    ]
    events = document(dataset, f"events{today()}.json").events
    assert [event.type for event in events] == [
        "dataset.submitted",
        "dataset.accepted",
        "snapshot.frozen",
        "package.sealed",
        "snapshot.published",
    ]
    assert events[0].payload is not None
    assert events[0].payload["agreement"] | {"at": "", "sha256": ""} == {
        "version": 1, "language": "en", "forwarding": None, "at": "", "sha256": "",
    }  # fmt: skip
    assert events[-1].payload is not None
    assert events[-1].payload["sets"] == ["pole:ocean"]
    newest = newest_archiving(dataset)
    assert newest is not None
    assert validate_package(package_of(dataset), seal=newest.seal) == ()


def test_nobody_is_named_in_a_package_but_by_a_number(archive: Path) -> None:
    dataset = archived_dataset()
    publish(dataset)
    run_everything_due()
    content = (package_of(dataset) / f"events{today()}.json").read_text()
    decision = next(event for event in document(dataset, f"events{today()}.json").events if event.actor)
    assert decision.actor is not None
    assert decision.actor.startswith("person:")
    assert "example.org" not in content
    assert "Marie" not in content


def test_a_withdrawal_is_sealed_with_its_reason_after_all_that_came_before(archive: Path) -> None:
    dataset = archived_dataset()
    publish(dataset)
    run_everything_due()
    withdraw(dataset)
    run_everything_due()
    events = document(dataset, f"events{today()}.2.json").events
    assert (events[-1].type, events[-1].reason) == ("dataset.withdrawn", "A sensor drifted.")
    assert document(dataset, f"events{today()}.json").events == events[:-1]


def test_an_older_event_that_comes_late_adds_nothing(archive: Path) -> None:
    dataset = archived_dataset()
    published, withdrawn = publish(dataset), withdraw(dataset)
    run_delivery(delivery_id=delivery_of(withdrawn))
    before = tree(archive / "archive")
    assert run_delivery(delivery_id=delivery_of(published))
    assert tree(archive / "archive") == before
    assert Archiving.objects.filter(kind="events").count() == 1
    types = [event.type for event in document(dataset, f"events{today()}.json").events]
    assert types[-2:] == ["snapshot.published", "dataset.withdrawn"]


def test_a_worker_that_stopped_before_its_commit_finds_its_work_done(archive: Path) -> None:
    dataset = archived_dataset()
    event = publish(dataset)
    stop_before_the_commit(delivery_of(event), seal_events)
    assert not Archiving.objects.filter(kind="events").exists()
    files = tree(archive / "archive")
    withdraw(dataset)
    assert run_delivery(delivery_id=delivery_of(event))
    assert tree(archive / "archive") == files
    run_everything_due()
    assert held() == []
    assert [kind for kind, _ in chain(dataset)] == ["layer", "events", "events"]
