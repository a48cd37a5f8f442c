"""Programs that read the catalogue are limited by what they cost, are told when to come back, and do come back."""

import json
import logging
import threading
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from config.lanes import Lanes, _origin, lanes
from config.turns import AT_ONCE, MOST_WAITING
from tests.config.laned import ANSWER, Clock, laned, site
from tests.harvest.apis.shapes import validator


def asked(application: Any, path: str, **environ: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    body = application(
        {"PATH_INFO": path, "REMOTE_ADDR": "192.0.2.1", **environ}, lambda *told: said.extend([told[0], dict(told[1])])
    )
    return said[0], said[1], b"".join(body)


def test_who_took_the_bytes_of_a_minute_is_told_when_to_come_back() -> None:
    clock = Clock()
    application = laned(clock=clock, bytes=2 * ANSWER)
    assert [asked(application, "/oai")[0] for _ in range(3)] == ["200 OK"] * 3
    status, headers, body = asked(application, "/oai")
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "30")
    assert body == b"This origin has taken what one origin is given in a minute. Come back in 30 s.\n"
    assert asked(application, "/oai", REMOTE_ADDR="192.0.2.2")[0] == "200 OK"
    clock.now += 30
    assert asked(application, "/oai")[0] == "200 OK"


def test_requests_are_not_counted_only_what_they_cost() -> None:
    application = laned(bytes=1000 * ANSWER)
    assert {asked(application, "/oai")[0] for _ in range(1000)} == {"200 OK"}


def test_seconds_of_work_count_whatever_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(0, 1000, 10))
    monkeypatch.setattr("config.lanes.time.perf_counter", lambda: float(next(seconds)))
    application = laned(seconds=15)
    assert [asked(application, "/csw")[0] for _ in range(3)] == ["200 OK", "200 OK", "429 Too Many Requests"]


@pytest.mark.parametrize("path", ["/ogcapi/records/collections", "/stac/search"])
def test_an_api_says_it_in_json(path: str) -> None:
    application = laned(bytes=1)
    asked(application, path)
    status, headers, body = asked(application, path)
    assert (status, headers["Content-Type"]) == ("429 Too Many Requests", "application/problem+json")
    problem = json.loads(body)
    validator(f"/{path.split('/')[1]}/{'records/' if 'records' in path else ''}", "Problem").validate(problem)
    assert (problem["code"], problem["status"]) == ("harvest-spent", 429)
    assert 1 <= int(headers["Retry-After"]) <= 120


@pytest.mark.parametrize(("path", "is_open"), [("/stac/search", "*"), ("/stac", "*"), ("/oai", None)])
def test_a_page_of_another_site_reads_when_to_come_back(path: str, is_open: str | None) -> None:
    application = laned(bytes=1)
    asked(application, path)
    _status, headers, _body = asked(application, path)
    assert headers.get("Access-Control-Allow-Origin") == is_open
    assert headers.get("Access-Control-Expose-Headers") == (is_open and "Retry-After")


def test_a_line_of_the_log_holds_nothing_that_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    application = laned(bytes=1)
    for _ in range(2):
        asked(application, "/stac/\nharvest.refused code=forged")
    assert [record.getMessage().partition(" retry")[0] for record in caplog.records] == [
        "harvest.refused code=harvest-spent path=/stac"
    ]


@pytest.mark.parametrize("path", ["/", "/deposits/", "/search/", "/datasets/42182/", "/healthz", ""])
def test_nothing_else_is_limited(path: str) -> None:
    application = laned(bytes=1, seconds=1e-9)
    assert [asked(application, path)[0] for _ in range(3)] == ["200 OK"] * 3


def test_where_too_many_programs_ask_at_once_one_comes_back_in_a_second(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    inside, go_on = threading.Barrier(AT_ONCE + 1), threading.Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/oai":
            inside.wait(60)
            go_on.wait(60)
        return site(environ, start_response)

    application = laned(slow)
    threads = [threading.Thread(target=asked, args=(application, "/oai")) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    inside.wait(60)
    others = [threading.Thread(target=asked, args=(application, "/csw"), kwargs={"REMOTE_ADDR": f"192.0.2.{n}"})
              for n in range(2, 2 + MOST_WAITING)]  # fmt: skip
    for thread in others:
        thread.start()
    while application._lane._held.total() < AT_ONCE + MOST_WAITING:
        pass
    status, headers, _body = asked(application, "/oai", REMOTE_ADDR="192.0.2.99")
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "1")
    assert "harvest.refused code=harvest-crowded" in caplog.text
    assert asked(application, "/deposits/", HTTP_COOKIE="sessionid=abc")[0] == "200 OK"
    go_on.set()
    for thread in threads + others:
        thread.join()


def test_an_answer_in_pieces_counts_too_and_is_closed() -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            yield from [b"x" * ANSWER] * 4

        def close(self) -> None:
            closed.append(True)

    def in_pieces(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return Pieces()

    application = laned(in_pieces, bytes=3 * ANSWER)
    assert len(asked(application, "/stac/")[2]) == 4 * ANSWER
    assert closed == [True]
    assert asked(application, "/stac/")[0] == "429 Too Many Requests"


def test_the_site_tells_origins_apart_as_sign_in_does(settings: LazySettings) -> None:
    settings.HARVEST_BYTES_A_MINUTE = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    application = lanes(site)
    behind = [{"HTTP_X_FORWARDED_FOR": told} for told in ("198.51.100.1", "198.51.100.1", "x, 198.51.100.2", "")]
    statuses = [asked(application, "/oai", **environ)[0][:3] for environ in behind]
    assert statuses == ["200", "503", "200", "200"]


@pytest.mark.parametrize("told", ["203.0.113.9", "nobody, at all", ""])
def test_who_comes_by_fewer_proxies_than_there_should_be_is_the_proxy(settings: LazySettings, told: str) -> None:
    settings.HARVEST_BYTES_A_MINUTE = 1
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    application = lanes(site)
    statuses = [asked(application, "/oai", HTTP_X_FORWARDED_FOR=told)[0][:3] for _ in range(2)]
    assert statuses == ["200", "503"]


def test_what_is_kept_of_an_origin_is_short_however_much_is_sent(settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    application = lanes(site)
    asked(application, "/oai", HTTP_X_FORWARDED_FOR="x")
    _origin.cache_clear()
    tracemalloc.start()
    try:
        for number in range(20):
            told = f"{'x' * 500_000}, 192.0.2.{number}"
            assert asked(application, "/oai", HTTP_X_FORWARDED_FOR=told)[0] == "200 OK"
        assert tracemalloc.get_traced_memory()[0] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_all_addresses_of_one_network_of_ipv6_are_one_origin(address: str, origin: str) -> None:
    assert _origin(address, "") == origin


def test_the_site_is_served_through_the_lanes() -> None:
    from config.wsgi import application

    assert isinstance(application, Lanes)
