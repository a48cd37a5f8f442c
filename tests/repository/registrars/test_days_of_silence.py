"""DataCite away for a day, failing after its work, or hiding everything from a wrong account: one DOI, by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from repository.lifecycle import Standing
from repository.models import Dataset, Delivery, LifecycleEvent, Person
from repository.services.deliveries import retry_delivery, run_delivery
from repository.services.registrar_patience import AWAY
from tests.factories import accept, make_draft, make_submitted
from tests.fakes.datacite.faults import Fault, answer
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OURS
from tests.repository.registrars.site import dois_of, held, new_draft, reasons, run_all

pytestmark = pytest.mark.django_db


def let_pass(length: timedelta) -> None:
    """Everything that waits has waited so much longer, and what happened is so much older."""
    for row in Delivery.objects.filter(done_at__isnull=True):
        Delivery.objects.filter(pk=row.pk).update(due_at=row.due_at - length)
        LifecycleEvent.objects.filter(pk=row.event_id).update(at=row.event.at - length)


def a_day(datacite: FakeDataCite, *faults: Fault) -> int:
    """Twenty-four hours in steps of ten minutes, with nothing but this answer; how often DataCite was asked."""
    before = len(datacite.seen)
    for _ in range(6 * 24):
        datacite.forget_faults()
        datacite.next(*faults * 20)
        run_all()
        let_pass(timedelta(minutes=10))
    datacite.forget_faults()
    return len(datacite.seen) - before


@pytest.mark.parametrize("works", [False, True], ids=["before its work", "after its work"])
def test_a_day_without_datacite_holds_nothing_and_makes_no_second_doi(
    datacite: FakeDataCite, alice: Person, mona: Person, works: bool
) -> None:
    dataset = make_submitted(alice)
    run_all()
    accept(dataset, mona)
    asked = a_day(datacite, answer(503, works=works))
    assert reasons() == []
    assert asked < 150
    run_all(hours=1)
    assert held(datacite, dataset).state == "findable"
    assert dois_of(datacite, dataset) == [dataset.doi]
    assert {seen.doi for seen in datacite.asked("POST")} == {dataset.doi}
    assert dataset.standing == Standing.PUBLIC


def test_a_day_of_wrong_credentials_that_datacite_answers_with_404_makes_nothing_and_goes_on_when_they_are_right(
    datacite: FakeDataCite, alice: Person, settings: Settings
) -> None:
    datacite.bad_credentials = 404
    settings.DATACITE_PASSWORD = "mistyped"
    dataset = new_draft(alice)
    before = dataset.suffix
    a_day(datacite)
    run_all()
    assert datacite.registry.dois == {}
    row = Delivery.objects.get(done_at__isnull=True)
    assert "look at DATACITE_USER and DATACITE_PASSWORD" in row.last_error
    settings.DATACITE_PASSWORD = OURS.password
    run_all(hours=1)
    assert (held(datacite, dataset).state, dataset.suffix) == ("draft", before)


def test_what_waits_goes_on_as_soon_as_datacite_did_something_for_anybody(
    datacite: FakeDataCite, alice: Person
) -> None:
    datacite.next(*[answer(503)] * 8)
    waiting = [new_draft(alice) for _ in range(4)]
    run_all()
    let_pass(timedelta(hours=5))
    later = timezone.now() + timedelta(hours=1)
    Delivery.objects.filter(waits_for=AWAY).update(due_at=later)
    assert Delivery.objects.filter(waits_for=AWAY).count() == 4
    new_draft(alice)
    run_all()
    assert [held(datacite, dataset).state for dataset in waiting] == ["draft"] * 4
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_each_pause_is_longer_than_the_one_before_and_an_hour_at_most(datacite: FakeDataCite, alice: Person) -> None:
    new_draft(alice)
    datacite.next(*[answer(503)] * 40)
    pauses = []
    for length in (0, 1, 4, 24):
        LifecycleEvent.objects.update(at=timezone.now() - timedelta(hours=length))
        Delivery.objects.filter(done_at__isnull=True).update(due_at=timezone.now())
        for row in Delivery.objects.filter(done_at__isnull=True):
            run_delivery(delivery_id=row.pk)
        run_all()
        row = Delivery.objects.get(done_at__isnull=True)
        pauses.append(round((row.due_at - timezone.now()).total_seconds()))
    assert pauses == sorted(pauses)
    assert (pauses[1], pauses[2], pauses[3]) == pytest.approx((900, 3600, 3600), abs=5)


def test_a_dataset_removed_during_the_silence_leaves_no_draft_behind(datacite: FakeDataCite, alice: Person) -> None:
    datacite.next(answer(503, works=True), answer(503), method="POST")
    datacite.next(answer(503), method="GET")
    dataset = new_draft(alice)
    run_all()
    assert dataset.doi in datacite.registry.dois
    assert Dataset.objects.get(pk=dataset.pk).reserved_at is None
    run_all(hours=1)
    assert held(datacite, dataset).state == "draft"
    assert dois_of(datacite, dataset) == [dataset.doi]


def test_a_registrar_that_is_down_for_good_hinders_nobody_and_is_held_for_the_operator_after_weeks(
    datacite: FakeDataCite, alice: Person, settings: Settings
) -> None:
    datacite.next(*[answer(503)] * 60)
    dataset = make_draft(alice)
    run_all()
    assert reasons() == []
    LifecycleEvent.objects.update(at=timezone.now() - timedelta(days=settings.DOI_PATIENCE_DAYS, minutes=1))
    run_all(hours=2)
    assert len(reasons()) == 1
    assert "DataCite answered 503" in reasons()[0]
    datacite.forget_faults()
    retry_delivery(delivery_id=Delivery.objects.get(held_at__isnull=False).pk)
    run_all()
    assert held(datacite, dataset).state == "draft"
