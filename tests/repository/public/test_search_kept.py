"""Search pages are made once for readers who are not signed in, and never show what the index no longer says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from repository.models import CatalogueEntry, Person, Pole
from repository.views import landing_pages, search, search_kept
from tests.catalogue import make_entry
from tests.factories import make_pole

pytestmark = pytest.mark.django_db


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of each question that is really asked, with no answer kept from before."""
    asked: list[str] = []
    really = search.search_catalogue

    def counted(question: Any, **how: Any) -> Any:
        asked.append(question.words)
        return really(question, **how)

    monkeypatch.setattr(search, "search_catalogue", counted)
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
    new = Client().get("/search/", headers={"If-None-Match": etag})
    assert (new.status_code, b"Temperature" in new.content) == (200, True)
    CatalogueEntry.objects.all().delete()
    assert b"Temperature" not in Client().get("/search/").content


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
