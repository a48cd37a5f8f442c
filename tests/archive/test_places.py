"""So many copies in so many places before anything is public."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from archive.queries import package_progress
from repository.models import LifecycleEvent, Publication
from tests.archive.road import frozen_dataset, publication_of
from tests.archive.test_replication import events, run_up_to_copies
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(archive: Path, settings: Settings) -> Path:
    """Two stores in Brest and one in Bergen; two copies in two places are asked for."""
    settings.ARCHIVE_REPLICAS = {name: (archive / name).as_uri() for name in ("second", "third", "fourth")}
    settings.ARCHIVE_REPLICA_PLACES = {"second": "Brest", "third": "Brest", "fourth": "Bergen"}
    settings.ARCHIVE_PLACES_BEFORE_PUBLIC = 2
    return archive


@pytest.fixture
def publication(three: Path) -> Publication:
    """Both copies in Brest are there; Bergen has none, and its disk is a file."""
    dataset = frozen_dataset()
    run_up_to_copies()
    (three / "fourth").write_bytes(b"")
    run_everything_due()
    return publication_of(dataset)


def state(publication: Publication) -> tuple[int, int, bool, int]:
    progress = package_progress(publication)
    announced = events("package.replicated")
    return (progress.copies_verified, progress.places_verified, progress.is_replicated, announced)


def test_two_copies_in_one_place_wait_for_another_place(publication: Publication, three: Path) -> None:
    assert state(publication) == (2, 1, False, 0)
    (three / "fourth").unlink()
    call_command("archive_replicate")
    assert state(publication) == (3, 2, True, 1)
    (told,) = LifecycleEvent.objects.filter(type="package.replicated")
    assert told.payload == {"copies": 3, "places": 2}


def test_where_less_is_asked_for_later_what_waits_goes_on(publication: Publication, settings: Settings) -> None:
    settings.ARCHIVE_PLACES_BEFORE_PUBLIC = 1
    for _time in range(2):
        with pytest.raises(SystemExit):
            call_command("archive_replicate")
        assert state(publication) == (2, 1, True, 1)
    publication.refresh_from_db()
    assert publication.replicated_at is not None


def test_a_copy_in_a_store_that_is_not_named_any_more_counts_nowhere(
    publication: Publication, settings: Settings
) -> None:
    settings.ARCHIVE_REPLICAS = {"third": settings.ARCHIVE_REPLICAS["third"]}
    assert state(publication)[:2] == (1, 1)
