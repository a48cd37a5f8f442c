"""The end of an embargo."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from repository.models import CatalogueEntry, Dataset, LifecycleEvent, RecordVersion, Rendition
from repository.queries.agreements import accept_in_force
from repository.services.deposits import set_access
from repository.services.embargoes import end_embargoes
from repository.services.submissions import submit_dataset
from tests.catalogue import found
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def embargoed() -> Dataset:
    """Public since a moment, its files closed until tomorrow."""
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = make_draft(alice)
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    set_access(dataset_key=dataset.key, actor=alice, access="embargoed", embargo_until=tomorrow)
    submit_dataset(dataset_key=dataset.key, actor=alice, agreement=accept_in_force("en"))
    run_everything_due()
    accept(dataset, mona)
    run_everything_due()
    dataset.refresh_from_db()
    return dataset


def rendition(dataset: Dataset, name: str = "oai_dc") -> str:
    return bytes(Rendition.objects.get(dataset=dataset, format=name).body).decode()


def days_pass(dataset: Dataset) -> None:
    """The day has come: both the dataset and its version say so."""
    today = datetime.now(UTC).date()
    Dataset.objects.filter(pk=dataset.pk).update(embargo_until=today, datestamp=datetime(2026, 1, 1, tzinfo=UTC))
    RecordVersion.objects.filter(current_for=dataset).update(embargo_until=today)


def test_nothing_happens_before_the_day(embargoed: Dataset) -> None:
    assert "embargoedAccess" in rendition(embargoed)
    assert end_embargoes() == 0
    assert (
        Client().get(f"/datasets/{embargoed.suffix}/files/{embargoed.snapshots.get().number}/oxygen.csv").status_code
        == 403
    )


def test_on_the_day_harvesters_are_told_that_the_files_are_open(embargoed: Dataset) -> None:
    assert (found(access="embargoed").total, found(access="open").total) == (1, 0)
    days_pass(embargoed)
    assert end_embargoes() == 1
    run_everything_due()
    assert "openAccess" in rendition(embargoed)
    assert (found(access="embargoed").total, found(access="open").total) == (0, 1)
    embargoed.refresh_from_db()
    assert embargoed.datestamp is not None
    assert embargoed.datestamp.year > 2025
    assert CatalogueEntry.objects.get(dataset=embargoed).dataset_id == embargoed.pk


def test_an_embargo_ends_once(embargoed: Dataset) -> None:
    days_pass(embargoed)
    assert end_embargoes() == 1
    assert end_embargoes() == 0
    run_everything_due()
    assert LifecycleEvent.objects.filter(type="embargo.ended").count() == 1


def test_bytes_that_do_not_change_do_not_move_the_datestamp(embargoed: Dataset) -> None:
    days_pass(embargoed)
    end_embargoes()
    run_everything_due()
    before = Dataset.objects.get(pk=embargoed.pk).datestamp
    event = LifecycleEvent.objects.get(type="embargo.ended")
    event.deliveries.filter(consumer="repository.consumers.render_again").update(done_at=None)
    Dataset.objects.filter(pk=embargoed.pk).update(datestamp=datetime(2026, 1, 1, tzinfo=UTC))
    run_everything_due()
    assert Dataset.objects.get(pk=embargoed.pk).datestamp == datetime(2026, 1, 1, tzinfo=UTC)
    assert before is not None
