"""Wake-ups that cannot be sent: told in the log, never to whoever was at work."""

import pytest
from celery import Celery

from config.celery import app
from repository.services import wakeups


def test_a_broker_that_is_down_costs_a_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # it goes before what an application is told
    elsewhere = Celery("elsewhere", broker="redis+socket:///nowhere/broker.sock", set_as_current=False)
    elsewhere.conf.broker_transport_options = app.conf.broker_transport_options
    monkeypatch.setattr(wakeups, "current_app", elsewhere)
    wakeups.wake(delivery_id=7)
    assert "wake.failed delivery=7" in caplog.text
