"""Feeds of what becomes public, of a discipline and of an author, under addresses that stay, named in pages' heads."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from repository.models import Person
from tests.repository.public.atom_rules import ATOM
from tests.repository.public.stories import published

pytestmark = pytest.mark.django_db
CLARA = "0000-0002-1825-0097"


def titles(path: str) -> list[str]:
    """The titles in a feed, in its order."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return [str(title.text) for title in etree.fromstring(answer.content).iterfind(f"{ATOM}entry/{ATOM}title")]


def test_a_discipline_and_an_author_have_a_feed_each(alice: Person, mona: Person) -> None:
    published(alice, mona, title={"en": "By Clara"})
    other = {"kind": "person", "family": "Marin", "given": "Clara", "orcid": "0000-0001-5109-3700"}
    dataset = published(alice, mona, title={"en": "By another of her name"}, creators=[other])
    assert titles(reverse("feed-discipline", args=["ocean"])) == ["By another of her name", "By Clara"]
    assert titles(reverse("feed-author", args=[CLARA])) == ["By Clara"]
    assert titles(reverse("feed-author", args=["0000-0001-5109-3700"])) == ["By another of her name"]
    assert titles(reverse("feed-author", args=["0000-0002-9079-593X"])) == []
    head = Client().get(reverse("landing", args=[dataset.suffix])).content.decode()
    for path in (reverse("feed-discipline", args=["ocean"]), reverse("feed-author", args=["0000-0001-5109-3700"])):
        assert f'<link rel="alternate" type="application/atom+xml" href="{path}"' in head


def test_a_feed_is_not_sent_again_to_who_has_it_and_goes_on_page_by_page(alice: Person, mona: Person) -> None:
    published(alice, mona)
    path = reverse("feed-author", args=[CLARA])
    first = Client().get(path)
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert f"http://localhost:8000{path}" in first.content.decode() or path in first.content.decode()


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0098", "x", "0000-0002-1825-009", "%00", "é"])
def test_what_is_no_orcid_has_no_feed(db: None, orcid: str) -> None:
    assert Client().get(f"/feeds/authors/{orcid}/").status_code == 404


def test_no_feed_of_a_discipline_that_is_not_there(db: None) -> None:
    assert Client().get(reverse("feed-discipline", args=["alchemy"])).status_code == 404
