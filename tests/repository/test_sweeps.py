"""The sweep: what no wake-up reached is found, and a lane with very many rows keeps no other waiting."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from repository.models import Delivery, Deposit
from repository.queries.deliveries import idle_lanes
from repository.services.deliveries import Claim, claim_delivery, lease_length, run_delivery, wake_due
from repository.services.deposits import create_deposit
from repository.services.events import record_event
from tests.factories import make_person

pytestmark = pytest.mark.django_db

HERE = "tests.repository.test_sweeps"
TABLE = {"deposit.created": (), "test.one": (f"{HERE}.consume",)}


def consume(claim: Claim) -> None:
    with claim.complete():
        pass


@pytest.fixture(autouse=True)
def pipeline(settings: Settings) -> None:
    settings.PIPELINE = f"{HERE}.TABLE"


@pytest.fixture
def deposits() -> tuple[Deposit, Deposit]:
    """Two subjects, each of which is a lane of its own."""
    alice = make_person("alice")
    return create_deposit(actor=alice), create_deposit(actor=alice)


def happen(deposit: Deposit, *, times: int = 1, ago: int = 0) -> list[Delivery]:
    """So many events of one lane, due ``ago`` seconds ago."""
    with transaction.atomic():
        events = [record_event("test.one", subject=deposit) for _number in range(times)]
    Delivery.objects.filter(event__in=events).update(due_at=timezone.now() - timedelta(seconds=ago))
    return list(Delivery.objects.filter(event__in=events))


def test_what_no_wake_up_reached_is_woken_lane_by_lane(deposits: tuple[Deposit, Deposit]) -> None:
    first, second = (happen(deposit, times=2) for deposit in deposits)
    assert idle_lanes(now=timezone.now()) == [first[0].pk, second[0].pk]
    assert wake_due() == 2
    assert run_delivery(delivery_id=first[0].pk)
    assert idle_lanes(now=timezone.now()) == [first[1].pk, second[0].pk]


def test_a_lane_with_very_many_rows_keeps_no_other_waiting(deposits: tuple[Deposit, Deposit]) -> None:
    many, (one,) = happen(deposits[0], times=600, ago=60), happen(deposits[1])
    assert idle_lanes(now=timezone.now()) == [many[0].pk, one.pk]


def test_the_longest_due_comes_first(deposits: tuple[Deposit, Deposit]) -> None:
    (young,), (old,) = happen(deposits[0], ago=1), happen(deposits[1], ago=60)
    assert idle_lanes(now=timezone.now()) == [old.pk, young.pk]
    assert wake_due(limit=1) == 1


def test_a_lane_in_which_somebody_works_is_left_alone_until_the_lease_ends(deposits: tuple[Deposit, Deposit]) -> None:
    first, _second = happen(deposits[0], times=2)
    assert claim_delivery(delivery_id=first.pk) is not None
    assert idle_lanes(now=timezone.now()) == []
    Delivery.objects.filter(pk=first.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert idle_lanes(now=timezone.now()) == [first.pk]


@pytest.mark.parametrize("by", [timedelta(days=400), timedelta(hours=2)])
def test_what_a_clock_put_off_that_ran_ahead_is_done_when_it_is_right_again(
    deposits: tuple[Deposit, Deposit], by: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    (put_off,), (under_way,) = happen(deposits[0]), happen(deposits[1])
    Delivery.objects.filter(pk=put_off.pk).update(due_at=timezone.now() + by)
    assert claim_delivery(delivery_id=under_way.pk) is not None
    Delivery.objects.filter(pk=under_way.pk).update(lease_until=timezone.now() + by)
    assert wake_due() == 1
    assert run_delivery(delivery_id=put_off.pk)
    assert "deliveries.clock_jumped put_off=1 claimed=1" in caplog.text
    assert not run_delivery(delivery_id=under_way.pk), "who holds it may be alive"
    under_way.refresh_from_db()
    assert under_way.lease_until is not None
    assert under_way.lease_until <= timezone.now() + lease_length()


def test_what_waits_for_its_next_try_or_is_worked_on_is_left_alone(deposits: tuple[Deposit, Deposit]) -> None:
    (waiting,), (under_way,) = happen(deposits[0], ago=-3600), happen(deposits[1])
    assert claim_delivery(delivery_id=under_way.pk) is not None
    before = list(Delivery.objects.order_by("pk").values_list("due_at", "lease_until"))
    assert wake_due() == 0
    assert list(Delivery.objects.order_by("pk").values_list("due_at", "lease_until")) == before
    assert not run_delivery(delivery_id=waiting.pk)
