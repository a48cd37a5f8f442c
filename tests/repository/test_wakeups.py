"""Wake-ups that cannot be sent: told in the log, never to whoever was at work."""

import pytest
from celery import Celery
from pytest_django import Settings

from config.celery import app
from repository.services import wakeups
from repository.services.deliveries import Claim, run_delivery
from repository.services.deposits import create_deposit
from repository.services.events import record_event
from tests.factories import make_person

HERE = "tests.repository.test_wakeups"
TABLE = {"deposit.created": (), "test.three": (f"{HERE}.consume", f"{HERE}.consume_too", f"{HERE}.consume_last")}


def consume(claim: Claim) -> None:
    with claim.complete():
        pass


consume_too = consume_last = consume


def test_a_broker_that_is_down_costs_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # it goes before what an application is told
    elsewhere = Celery("elsewhere", broker="redis+socket:///nowhere/broker.sock", set_as_current=False)
    elsewhere.conf.broker_transport_options = app.conf.broker_transport_options
    monkeypatch.setattr(wakeups, "current_app", elsewhere)
    wakeups.wake(delivery_id=7)
    assert "wake.failed delivery=7" in caplog.text


@pytest.mark.django_db
def test_who_is_done_with_a_delivery_wakes_the_next_of_its_lane_alone(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.PIPELINE = f"{HERE}.TABLE"
    event = record_event("test.three", subject=create_deposit(actor=make_person("alice")))
    assert event is not None
    first, second, third = event.deliveries.order_by("pk").values_list("pk", flat=True)
    assert run_delivery(delivery_id=first)
    assert f"wake.failed delivery={second} " in caplog.text
    assert f"wake.failed delivery={third} " not in caplog.text
