"""Pages are rendered once for readers who are not signed in, and never show what is no longer so."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from repository.models import Dataset, Person, Pole, RecordVersion
from repository.queries.landing import public_landing
from repository.queries.landing_state import landing_state
from repository.views import landing_pages, public
from repository.views.landing_pages import Kept, Shelf
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "SHELF", Shelf())


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each page that is rendered."""
    seen: list[str] = []

    def counted(dataset: Dataset, **how: Any) -> Any:
        seen.append(dataset.suffix)
        return public_landing(dataset, **how)

    monkeypatch.setattr(public, "public_landing", counted)
    return seen


def text(browser: Client, dataset: Dataset, more: str = "", **headers: str) -> str:
    """The page as text."""
    answer = browser.get(f"/datasets/{dataset.suffix}/{more}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def without_tokens(page: str) -> str:
    """The page but for the tokens of its forms."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]*', r"\1", page)


def test_a_page_is_rendered_once_for_all_who_are_not_signed_in(publish: Publish, renders: list[str]) -> None:
    dataset = publish()
    pages = [without_tokens(text(Client(), dataset)) for _reader in range(3)]
    assert len(renders) == 1
    assert len(set(pages)) == 1


def test_a_page_with_a_form_is_kept_too_and_each_reader_is_given_a_token_of_their_own(publish: Publish) -> None:
    state = landing_state(publish().suffix)
    assert state
    kept = Kept.of(HttpResponse('<input name="csrfmiddlewaretoken" value="of who came first">', headers={"Link": ""}))
    answers = [kept.answer(RequestFactory().get("/"), "1", state) for _reader in range(2)]
    tokens = {re.findall(r'value="([^"]+)', answer.text)[0] for answer in answers}
    assert len(tokens | {"of who came first"}) == 3
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-cache"}


def test_a_known_page_is_not_sent_again(publish: Publish, reader: Client, renders: list[str]) -> None:
    dataset = publish()
    text(reader, dataset)
    etag = reader.get(f"/datasets/{dataset.suffix}/")["ETag"]
    again = reader.get(f"/datasets/{dataset.suffix}/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, len(renders)) == (304, b"", 1)


def test_for_a_second_a_known_page_is_not_even_compared_and_its_reader_is_counted(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("repository.views.landing_pages.SURE_S", 60.0)
    path = f"/datasets/{publish().suffix}/"
    page = Client().get(path)
    counted: list[int] = []
    monkeypatch.setattr(
        "repository.views.public.count_use", lambda *_asked, dataset_id, kind: counted.append(dataset_id)
    )
    with django_assert_num_queries(0):
        again = Client().get(path, headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again["Vary"], len(counted)) == (304, page["Vary"], 1)
    for other in ({"Accept": "application/ld+json"}, {"Accept-Language": "fr"}):
        assert Client().get(path, headers={"If-None-Match": page["ETag"], **other}).status_code == 200


def test_a_reader_with_endless_headers_is_not_noted_but_compared(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("repository.views.landing_pages.SURE_S", 60.0)
    path, endless = f"/datasets/{publish().suffix}/", {"Accept-Language": "en" + ", fr" * 2000}
    page = Client().get(path, headers=endless)
    with django_assert_num_queries(1):
        again = Client().get(path, headers={"If-None-Match": page["ETag"], **endless})
    assert again.status_code == 304


def test_every_language_and_every_part_has_its_own_page(publish: Publish, reader: Client) -> None:
    dataset = publish()
    layer = f"layers/{dataset.snapshots.get().number}/"
    seen = [text(reader, dataset, more, **{"Accept-Language": tag}) for tag in ("en", "fr") for more in ("", layer)]
    assert len({without_tokens(page) for page in seen}) == 4
    assert ['lang="fr"' in page[:200] for page in seen] == [False, False, True, True]


def test_who_is_signed_in_gets_a_page_of_their_own_that_nobody_else_sees(
    publish: Publish, reader: Client, signed_in: Callable[[Person], Client], alice: Person, renders: list[str]
) -> None:
    dataset = publish()
    own = text(signed_in(alice), dataset)
    assert "Alice" in own
    assert "Correct the description" in own
    shown = text(reader, dataset)
    assert "Alice" not in shown
    assert "Correct the description" not in shown
    assert "Alice" in text(signed_in(alice), dataset)
    assert len(renders) == 3


def test_a_correction_and_a_withdrawal_show_at_once(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = publish()
    assert "Gulf of Lion" in text(reader, dataset)
    published_again(dataset, alice, mona, title={"en": "Oxygen in the Bay of Biscay"})
    assert "Oxygen in the Bay of Biscay" in text(reader, dataset)
    withdrawn(dataset, mona)
    assert reader.get(f"/datasets/{dataset.suffix}/").status_code == 410


def test_the_end_of_an_embargo_shows_at_once_and_without_any_work(publish: Publish, reader: Client) -> None:
    dataset = publish(access="embargoed")
    closed = text(reader, dataset)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    RecordVersion.objects.filter(dataset=dataset).update(embargo_until=yesterday)
    Dataset.objects.filter(pk=dataset.pk).update(embargo_until=yesterday)
    opened = text(reader, dataset)
    assert ("The files are open from" in closed, "The files are open from" in opened) == (True, False)


def test_a_discipline_that_is_renamed_shows_at_once(publish: Publish, reader: Client) -> None:
    dataset = publish()
    text(reader, dataset)
    Pole.objects.filter(code="ocean").update(name_en="Seas and oceans")
    assert "Seas and oceans" in text(reader, dataset)


def test_odd_addresses_fill_no_memory(publish: Publish, reader: Client, renders: list[str]) -> None:
    dataset = publish()
    text(reader, dataset, "?x=1")
    text(reader, dataset, "?x=1")
    assert len(renders) == 2


def test_the_shelf_lets_go_of_what_is_old_and_of_what_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing_pages, "MOST_BYTES", 25)
    shelf, now = Shelf[Kept](), time.monotonic()
    for name in "abc":
        shelf.keep(name, Kept((b"0123456789",), "", b"", now))
        shelf.find("a")
    assert [shelf.find(name) is not None for name in "abc"] == [True, False, True]
    shelf.keep("a", Kept((b"0",), "", b"", now - landing_pages.LIFE_S - 1))
    assert shelf.find("a") is None
