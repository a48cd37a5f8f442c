"""A clock that ran ahead for a while stops no later sealing of events."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from archive.aip.documents import read_events
from archive.aip.validator import validate_package
from archive.queries import newest_archiving
from repository.models import LifecycleEvent
from tests.archive.road import archived_dataset, held, package_of, publish, withdraw
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_withdrawal_is_sealed_although_the_publication_was_sealed_under_a_later_date(archive: Path) -> None:
    dataset = archived_dataset()
    ahead = timezone.now() + timedelta(days=40)
    publish(dataset)
    LifecycleEvent.objects.filter(dataset=dataset, type="snapshot.published").update(at=ahead)
    run_everything_due()
    withdraw(dataset)
    run_everything_due()
    assert held() == []
    newest = newest_archiving(dataset)
    assert newest is not None
    assert validate_package(package_of(dataset), seal=newest.seal) == ()
    document = package_of(dataset) / f"events{ahead.date().isoformat()}.2.json"
    assert read_events(document.read_bytes()).events[-1].type == "dataset.withdrawn"
