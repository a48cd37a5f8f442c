"""Pages that are the same for all may lie in a proxy for hours, which is told what to forget when something changes."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset, Delivery, Person, Pole
from repository.queries.landing_state import LandingState
from repository.services.events import record_event
from repository.views.landing_pages import _seconds_as_it_is
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn

HOURS = "public, max-age=0, s-maxage=14400"


class Proxy:
    """Takes PURGE as a proxy does, and answers with ``status``."""

    def __init__(self) -> None:
        self.purged: list[str] = []
        self.status = 200
        proxy = self

        class Door(BaseHTTPRequestHandler):
            def do_PURGE(self) -> None:
                proxy.purged.append(self.headers["Surrogate-Key"])
                self.send_response(proxy.status)
                self.end_headers()

            def log_message(self, *words: object) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def proxy(settings: Any) -> Iterator[Proxy]:
    """A proxy, known to the site."""
    made = Proxy()
    settings.CACHE_PURGE_URL = made.url
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def addresses(dataset: Dataset) -> tuple[str, ...]:
    """What proxies may keep of a dataset."""
    page, fragment = f"/datasets/{dataset.suffix}/", dataset.snapshots.get().number
    return page, f"{page}layers/{fragment}/", f"{page}export/datacite-xml", f"{page}export/linkset"


def test_what_is_the_same_for_all_may_be_kept_for_hours_under_the_name_of_its_dataset(
    publish: Publish, proxy: Proxy, reader: Client
) -> None:
    dataset = publish()
    for address in addresses(dataset):
        for answer in (reader.get(address), reader.head(address)):
            assert answer["Cache-Control"] == HOURS, address
            assert answer["Surrogate-Key"] == f"datasets dataset-{dataset.suffix}"
            assert not answer.cookies
    page = reader.get(addresses(dataset)[0])
    assert {"Accept", "Accept-Language", "Cookie"} <= set(re.split(r",\s*", page["Vary"]))
    assert "csrfmiddlewaretoken" not in page.text


def test_without_a_proxy_that_is_told_nothing_may_be_kept_unasked(publish: Publish, reader: Client) -> None:
    for address in addresses(publish()):
        assert reader.get(address)["Cache-Control"] == "public, no-cache"


def test_what_is_made_for_one_reader_is_kept_nowhere(
    publish: Publish, proxy: Proxy, alice: Person, signed_in: Callable[[Person], Client]
) -> None:
    page = addresses(publish())[0]
    for answer in (signed_in(alice).get(page), Client().get(f"{page}?odd=1")):
        assert answer["Cache-Control"] == "private, no-cache"
        assert not answer.has_header("Surrogate-Key")


def test_the_language_is_changed_without_a_token(publish: Publish) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = addresses(publish())[0]
    assert browser.post("/i18n/setlang/", {"language": "fr", "next": page})["Location"] == page
    assert '<html lang="fr">' in browser.get(page).text
    assert browser.post("/i18n/setlang/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_each_change_is_told_once_it_can_be_seen(publish: Publish, proxy: Proxy, alice: Person, mona: Person) -> None:
    dataset = publish()
    mine, all_of_them = f"dataset-{dataset.suffix}", "datasets"

    def told() -> set[str]:
        """The names that were told since last asked."""
        names = set(proxy.purged)
        proxy.purged.clear()
        return names

    assert told() == {mine}
    published_again(dataset, alice, mona, title={"en": "Another title"})
    assert told() == {mine}
    withdrawn(dataset, mona)
    assert told() == {mine}
    record_event("pole.changed", subject=Pole.objects.all()[0])
    run_everything_due()
    assert told() == {all_of_them}


def test_a_proxy_that_does_not_answer_is_told_again(publish: Publish, proxy: Proxy) -> None:
    proxy.status = 503
    publish()
    waiting = Delivery.objects.get(event__type="snapshot.published", consumer="repository.consumers.forget_pages")
    assert waiting.done_at is None
    assert "503" in waiting.last_error
    proxy.status = 204
    Delivery.objects.filter(pk=waiting.pk).update(due_at=datetime.now(UTC))
    run_everything_due()
    waiting.refresh_from_db()
    assert waiting.done_at is not None


def test_a_page_is_kept_no_longer_than_until_its_files_open() -> None:
    now = datetime.now(UTC)

    def kept(**change: Any) -> int:
        return _seconds_as_it_is(LandingState(1, 1, now, "10.5072", "local", False, None, "", **change))

    assert kept() == kept(opens_on=(now + timedelta(days=2)).date()) == 4 * 3600
    tomorrow = (now + timedelta(days=1)).date()
    left = (datetime.combine(tomorrow, datetime.min.time(), UTC) - now).total_seconds()
    assert kept(opens_on=tomorrow) <= min(left, 4 * 3600)
    assert kept(opens_on=now.date()) == 0
