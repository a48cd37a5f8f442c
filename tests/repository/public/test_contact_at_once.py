"""Many messages sent at the same moment are counted like many sent one after the other."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connections

from repository.services.message_turns import MOST, take_turn


@pytest.mark.django_db(transaction=True)
def test_of_twelve_turns_taken_at_once_five_are_given() -> None:
    cache.clear()
    barrier = threading.Barrier(12)
    given: list[bool] = []

    def take() -> None:
        try:
            barrier.wait(timeout=20)
            given.append(take_turn(origin="192.0.2.7"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(given) == [False] * 7 + [True] * MOST
    assert take_turn(origin="192.0.2.8")


@pytest.mark.django_db
def test_an_hour_after_the_first_message_there_is_room_for_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def at(minutes: int) -> bool:
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon + timedelta(minutes=minutes))
        return take_turn(origin="192.0.2.9")

    assert all(at(minute) for minute in (0, 10, 20, 30, 40))
    assert not any(at(minute) for minute in (41, 50, 59))
    assert at(61)
    assert not at(62)
