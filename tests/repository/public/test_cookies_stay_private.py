"""No proxy keeps an answer that sets or takes away a cookie, whatever is asked for."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from config.cookies import CookiesStayPrivate, as_private
from repository.models import Dataset
from tests.repository.public.conftest import Publish


def addresses(dataset: Dataset) -> list[str]:
    page, fragment = f"/datasets/{dataset.suffix}/", dataset.snapshots.get().number
    parts = ("", f"layers/{fragment}/", f"layers/{fragment}/zip", f"files/{fragment}/oxygen.csv", "manifest")
    exports = ("export/datacite-xml", "export/linkset", "export/citation-html?style=apa")
    return [f"{page}{part}" for part in (*parts, *exports, "contact/")] + [
        "/", "/search/", "/help/", "/robots.txt", "/sitemap.xml", "/places/search?q=a", "/vocabularies/search?q=a",
    ]  # fmt: skip


@pytest.mark.parametrize("purged_at", ["", "http://127.0.0.1:9/"])
def test_a_stale_session_makes_no_public_answer_with_a_cookie(publish: Publish, settings: Any, purged_at: str) -> None:
    dataset = publish()
    settings.CACHE_PURGE_URL = purged_at
    for address in addresses(dataset):
        reader = Client()
        reader.cookies["sessionid"] = "x" * 32
        answer = reader.get(address)
        if answer.cookies:
            assert "public" not in answer.get("Cache-Control", "private"), address
            assert "s-maxage" not in answer.get("Cache-Control", ""), address
            assert answer["Cache-Control"].startswith("private"), address
            assert not answer.has_header("Surrogate-Key"), address


@pytest.mark.django_db
def test_names_of_places_are_private_only_where_a_session_ended() -> None:
    stale = Client()
    stale.cookies["sessionid"] = "x" * 32
    answer = stale.get("/places/search?q=a")
    assert answer.cookies["sessionid"]["max-age"] == 0
    assert answer["Cache-Control"] == "private, max-age=300"
    assert "public" in Client().get("/places/search?q=a")["Cache-Control"]


def test_a_cookie_of_any_view_makes_its_answer_private() -> None:
    def view(_request: HttpRequest) -> HttpResponseBase:
        answer = HttpResponse("x", headers={"Cache-Control": "public, s-maxage=9", "Surrogate-Key": "datasets"})
        answer.set_cookie("anything", "1")
        return answer

    answer = CookiesStayPrivate(view)(RequestFactory().get("/"))
    assert (answer["Cache-Control"], answer.has_header("Surrogate-Key")) == ("private", False)


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("", "private"),
        ("Public , Max-Age=5, S-MaxAge=7", "private, Max-Age=5"),
        ("private, no-cache", "private, no-cache"),
        ("no-store", "private, no-store"),
    ],
)
def test_what_else_was_said_stays(said: str, made: str) -> None:
    assert as_private(said) == made
