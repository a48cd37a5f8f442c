"""Deliveries: claimed once, finished in one transaction, tried again, held for a person."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from repository.errors import ClaimLost, PermanentFailure, TransientFailure
from repository.models import Delivery, LifecycleEvent, Person
from repository.services import deliveries
from repository.services.deliveries import Claim, claim_delivery, retry_delivery, run_delivery
from repository.services.deposits import create_deposit
from repository.services.events import record_event
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)

SEEN: list[str] = []
HERE = "tests.repository.test_deliveries"
TABLE = {
    "deposit.created": (),
    "test.one": (f"{HERE}.consume",),
    "test.two": (f"{HERE}.consume", f"{HERE}.consume_too"),
    "test.forgetful": (f"{HERE}.forget",),
    "test.transient": (f"{HERE}.fail_transiently",),
    "test.permanent": (f"{HERE}.fail_permanently",),
    "test.bug": (f"{HERE}.crash",),
    "test.nowhere": (f"{HERE}.not_there",),
}


def consume(claim: Claim) -> None:
    with claim.complete():
        SEEN.append(claim.event.type)


consume_too = consume


def forget(claim: Claim) -> None:
    SEEN.append("forgot")


def fail_transiently(claim: Claim) -> None:
    raise TransientFailure("the registrar does not answer")


def fail_permanently(claim: Claim) -> None:
    raise PermanentFailure("this name is taken")


def crash(claim: Claim) -> None:
    raise KeyError("a bug of ours")


@pytest.fixture(autouse=True)
def pipeline(settings: Settings) -> None:
    settings.PIPELINE = f"{HERE}.TABLE"
    SEEN.clear()


def happen(event_type: str, *, once: bool = False, person: Person | None = None) -> LifecycleEvent | None:
    with transaction.atomic():
        actor = person or make_person(f"p{Person.objects.count()}")
        return record_event(event_type, subject=create_deposit(actor=actor), actor=actor, once=once)


def delivery_of(event: LifecycleEvent | None) -> Delivery:
    assert event is not None
    return event.deliveries.get()


def test_an_event_has_one_delivery_per_consumer() -> None:
    event = happen("test.two")
    assert event is not None
    assert sorted(event.deliveries.values_list("consumer", flat=True)) == [f"{HERE}.consume", f"{HERE}.consume_too"]


def test_an_event_rolled_back_leaves_no_delivery() -> None:
    with transaction.atomic():
        happen("test.one")
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_an_event_outside_a_transaction_is_refused() -> None:
    deposit = create_deposit(actor=make_person("alice"))
    with pytest.raises(RuntimeError, match="needs the transaction"):
        record_event("test.one", subject=deposit)


def test_an_event_that_the_table_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        happen("test.unheard-of")


def test_a_join_is_recorded_once_per_subject() -> None:
    deposit = create_deposit(actor=make_person("alice"))
    with transaction.atomic():
        first = record_event("test.one", subject=deposit, once=True)
        second = record_event("test.one", subject=deposit, once=True)
    assert first is not None
    assert second is None
    assert Delivery.objects.count() == 1


def test_a_delivery_is_done_once_however_often_it_is_woken() -> None:
    row = delivery_of(happen("test.one"))
    assert run_delivery(delivery_id=row.pk)
    assert not run_delivery(delivery_id=row.pk)
    assert SEEN == ["test.one"]


def test_a_delivery_asks_the_database_little(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    row = delivery_of(happen("test.one"))
    with django_assert_max_num_queries(8):
        assert run_delivery(delivery_id=row.pk)


def test_two_deliveries_of_one_lane_are_never_worked_on_at_once() -> None:
    event = happen("test.two")
    assert event is not None
    first, second = event.deliveries.order_by("pk")
    assert claim_delivery(delivery_id=first.pk) is not None
    assert claim_delivery(delivery_id=second.pk) is None


def test_a_live_lease_keeps_others_away_and_an_ended_one_does_not() -> None:
    row = delivery_of(happen("test.one"))
    assert claim_delivery(delivery_id=row.pk) is not None
    assert claim_delivery(delivery_id=row.pk) is None
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim_delivery(delivery_id=row.pk) is not None


def test_a_worker_that_lost_its_claim_writes_nothing() -> None:
    row = delivery_of(happen("test.one"))
    slow = claim_delivery(delivery_id=row.pk)
    assert slow is not None
    Delivery.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_delivery(delivery_id=row.pk)
    with pytest.raises(ClaimLost), slow.complete():
        SEEN.append("written by the slow one")
    assert SEEN == ["test.one"]


def test_a_failure_that_may_pass_is_named_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    row = delivery_of(happen("test.transient"))
    assert not run_delivery(delivery_id=row.pk)
    row.refresh_from_db()
    assert row.last_error == "the registrar does not answer"
    assert row.held_at is None
    assert row.due_at > timezone.now()
    told = f"delivery.postponed delivery={row.pk} consumer={HERE}.fail_transiently attempt=1"
    assert told in caplog.text
    assert "code=transient-failure reason=the registrar does not answer" in caplog.text


def test_the_tenth_failure_holds_the_delivery_until_a_person_retries_it() -> None:
    row = delivery_of(happen("test.transient"))
    for _ in range(deliveries.MAX_ATTEMPTS):
        Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now())
        run_delivery(delivery_id=row.pk)
    row.refresh_from_db()
    assert row.held_at is not None
    retry_delivery(delivery_id=row.pk)
    assert Delivery.objects.filter(pk=row.pk, held_at__isnull=True, attempts=0).exists()


@pytest.mark.parametrize(
    ("event_type", "reason"),
    [("test.permanent", "this name is taken"), ("test.forgetful", "without completing its claim")],
)
def test_what_trying_again_cannot_mend_is_held_at_once(event_type: str, reason: str) -> None:
    row = delivery_of(happen(event_type))
    run_delivery(delivery_id=row.pk)
    row.refresh_from_db()
    assert row.held_at is not None
    assert reason in row.last_error


def test_a_bug_in_a_consumer_is_tried_again_and_never_raised() -> None:
    row = delivery_of(happen("test.bug"))
    assert not run_delivery(delivery_id=row.pk)
    row.refresh_from_db()
    assert "a bug of ours" in row.last_error
    assert row.held_at is None


def test_a_consumer_that_does_not_exist_fails_like_any_other() -> None:
    row = delivery_of(happen("test.nowhere"))
    assert not run_delivery(delivery_id=row.pk)
    row.refresh_from_db()
    assert "not_there" in row.last_error
