"""Search pages are made once for readers who are not signed in, and never show what the index no longer says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from repository.models import CatalogueEntry, Person, Pole
from repository.queries.catalogue_index import catalogue_reader
from repository.queries.search import search_catalogue
from repository.views import landing_pages, search_kept
from tests.catalogue import make_entry
from tests.factories import make_pole

pytestmark = pytest.mark.django_db


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of each question that is really asked, with no answer kept from before."""
    asked: list[str] = []

    def counted(question: Any, **how: Any) -> Any:
        asked.append(question.words)
        return search_catalogue(question, **how)

    monkeypatch.setattr("repository.views.search.search_catalogue", counted)
    monkeypatch.setattr(search_kept, "SHELF", landing_pages.Shelf[search_kept.KeptAnswer]())
    return asked


def test_a_page_is_made_once_for_all_and_not_sent_again(renders: list[str]) -> None:
    make_entry("Salinity")
    first, second = (Client().get("/search/?q=salinity") for _reader in range(2))
    assert (first.content, renders) == (second.content, ["salinity"])
    again = Client().get("/search/?q=salinity", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, len(renders)) == (304, b"", 1)
    assert first["Cache-Control"] == "public, no-cache"


def test_every_change_of_the_catalogue_shows_in_the_next_answer(renders: list[str]) -> None:
    make_entry("Salinity")
    etag = Client().get("/search/")["ETag"]
    make_entry("Temperature")
    catalogue_reader()  # whoever follows has seen it
    new = Client().get("/search/", headers={"If-None-Match": etag})
    assert (new.status_code, b"Temperature" in new.content) == (200, True)
    CatalogueEntry.objects.all().delete()
    assert b"Temperature" not in Client().get("/search/").content


def test_who_has_the_page_is_told_so_without_a_query(renders: list[str], django_assert_num_queries: Any) -> None:
    make_entry("Salinity")
    page = Client().get("/search/?q=salinity", headers={"Accept-Language": "fr"})
    known = {"If-None-Match": page["ETag"], "Accept-Language": "fr"}
    with django_assert_num_queries(0):
        again = Client().get("/search/?q=salinity", headers=known)
    assert again.status_code == 304
    assert [again[name] for name in ("ETag", "Cache-Control", "Vary")] == [
        page[name] for name in ("ETag", "Cache-Control", "Vary")
    ]
    other = Client().get("/search/?q=salinity", headers={**known, "Accept-Language": "en"})
    assert other.status_code == 200, "the other language is another page"
    with_session = Client()
    with_session.cookies["sessionid"] = "of-somebody"
    asked = len(renders)
    with_session.get("/search/?q=salinity", headers=known)
    assert len(renders) == asked + 1, "who may be signed in is asked for"


def test_every_language_and_every_address_has_its_own_page(renders: list[str]) -> None:
    make_pole()
    make_entry("Salinity", facets={"pole": ("ocean",)})
    asked = [(path, tag) for path in ("/search/", "/search/?q=salinity") for tag in ("en", "fr")]
    pages = {Client().get(path, headers={"Accept-Language": tag}).content for path, tag in asked}
    assert (len(pages), len(renders)) == (4, 4)
    Pole.objects.filter(code="ocean").update(name_en="Seas and oceans")
    assert b"Seas and oceans" in Client().get("/search/").content


def test_who_is_signed_in_gets_a_page_of_their_own(
    renders: list[str], signed_in: Callable[[Person], Client], alice: Person
) -> None:
    own = signed_in(alice).get("/search/")
    assert b"Alice" in own.content
    assert "private" in own["Cache-Control"]
    assert b"Alice" not in Client().get("/search/").content
    assert len(renders) == 2
