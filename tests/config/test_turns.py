"""A few answers for programs are made at a time in a web process, and people go first."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from config import turns
from config.turns import Lane, LaneFull


def test_a_harvest_never_takes_all_threads_of_a_web_process() -> None:
    lane = Lane(patience_s=30)
    stop = threading.Event()
    threads = [threading.Thread(target=_hold, args=(lane, f"192.0.2.{n}", stop)) for n in range(5)]
    with ExitStack() as ended:
        ended.callback(_join, threads, stop)
        for thread in threads:
            thread.start()
        _until(lambda: lane._held.total() == 5)
        with pytest.raises(LaneFull), lane.turn("192.0.2.9"):
            pass
        assert lane._running == 2
        with lane.people():
            pass


def test_one_origin_with_many_requests_leaves_places_for_others() -> None:
    lane = Lane(at_once=5, most_waiting=0)
    with ExitStack() as held:
        for _ in range(3):
            held.enter_context(lane.turn("192.0.2.1"))
        with pytest.raises(LaneFull), lane.turn("192.0.2.1"):
            pass
        held.enter_context(lane.turn("192.0.2.2"))
        held.enter_context(lane.turn("192.0.2.3"))
        with pytest.raises(LaneFull), lane.turn("192.0.2.4"):
            pass
    with lane.turn("192.0.2.1"):
        pass


def test_who_waits_gets_the_turn_that_is_given_back() -> None:
    lane = Lane(at_once=1, most_waiting=1, patience_s=30)
    stop = threading.Event()
    first = threading.Thread(target=_hold, args=(lane, "192.0.2.1", stop))
    first.start()
    _until(lambda: lane._running == 1)
    threading.Timer(0.05, stop.set).start()
    with lane.turn("192.0.2.2"):
        assert stop.is_set()
    first.join()


def test_who_waits_too_long_is_refused() -> None:
    lane = Lane(at_once=1, most_waiting=4, patience_s=0.01)
    with lane.turn("192.0.2.1"), pytest.raises(LaneFull), lane.turn("192.0.2.2"):
        pass
    assert not lane._held


def test_an_answer_that_fails_gives_its_turn_back() -> None:
    lane = Lane(at_once=1, most_waiting=0)
    with pytest.raises(ZeroDivisionError), lane.turn("192.0.2.1"):
        raise ZeroDivisionError
    with lane.turn("192.0.2.1"):
        pass


def test_a_page_of_a_harvest_lets_somebody_who_works_here_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PEOPLE_FIRST_S", 30.0)
    lane = Lane()
    answered = threading.Event()

    def person() -> None:
        with lane.people():
            began.set()
            time.sleep(0.05)
            answered.set()

    began = threading.Event()
    thread = threading.Thread(target=person)
    thread.start()
    began.wait()
    with lane.turn("192.0.2.1"):
        assert answered.is_set()
    thread.join()


def test_people_never_stop_a_harvest_altogether(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PEOPLE_FIRST_S", 0.01)
    lane = Lane()
    with lane.people(), lane.turn("192.0.2.1"):
        pass


def test_a_long_upload_holds_up_no_harvest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PEOPLE_FIRST_S", 600.0)
    monkeypatch.setattr(turns, "YOUNG_S", 0.0)
    lane = Lane()
    with lane.people(), lane.turn("192.0.2.1"):
        pass


def _hold(lane: Lane, origin: str, stop: threading.Event) -> None:
    with lane.turn(origin):
        stop.wait()


def _join(threads: list[threading.Thread], stop: threading.Event) -> None:
    stop.set()
    for thread in threads:
        thread.join()


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.001)
