"""The list for programs: walked to its end as JSON, feed and BibTeX, on any site, not sent again in vain."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from repository.models import CatalogueChange, CatalogueEntry
from tests.catalogue import make_entries
from tests.repository.crosswalks.readers import read_bibtex
from tests.repository.public.atom_rules import faults
from tests.repository.public.conftest import Publish

FORMS = ("json", "atom", "bibtex")


def walk(reader: Client, address: str) -> list[dict[str, Any]]:
    pages = []
    while address:
        pages.append(reader.get(address.removeprefix(settings.SITE_URL)).json())
        address = pages[-1]["next"]
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_walk_meets_each_once_while_datasets_are_added(reader: Client, order: str) -> None:
    make_entries(45)
    first = reader.get(f"/search/?format=json&sort={order}&per_page=7").json()
    today = timezone.now().date()
    make_entries(5, title="Later {}", ends=today, prefix="10.5072/y")
    pages = [first, *walk(reader, first["next"])]
    titles = [item["title"] for page in pages for item in page["items"]]
    assert [title for title in titles if title.startswith("Title")] == sorted(
        (f"Title {n}" for n in range(45)), key=lambda title: int(title[6:]), reverse=order == "oldest"
    )
    assert len(titles) == len({*titles})
    assert {page["total"] for page in pages[1:]} == {50}
    assert [bool(page["facets"]) for page in pages[:2]] == [True, False]
    assert (pages[0]["page"], pages[1]["page"], pages[1]["per_page"]) == (1, None, 7)


@pytest.mark.django_db
def test_by_best_match_pages_are_numbered_and_end(reader: Client) -> None:
    make_entries(45, title="Ice {}")
    pages = walk(reader, "/search/?format=json&q=ice&per_page=20")
    assert [page["page"] for page in pages] == [1, 2, 3]
    assert "page=2" in pages[0]["next"]
    assert pages[2]["previous"].startswith(f"{settings.SITE_URL}/search/?q=ice&page=2")
    assert len({item["doi"] for page in pages for item in page["items"]}) == 45
    assert pages[2]["next"] is None


@pytest.mark.django_db
def test_after_the_last_one_there_is_nothing_and_no_advice(reader: Client) -> None:
    make_entries(3)
    page = reader.get("/search/?format=json&after=1").json()
    assert (page["total"], page["items"], page["next"]) == (3, [], None)


def test_the_feed_is_a_valid_one_and_is_paged(publish: Publish, reader: Client) -> None:
    publish()
    make_entries(44)
    address, ids = "/search/?format=atom&sort=title", []
    while address:
        answer = reader.get(address.removeprefix(settings.SITE_URL))
        assert faults(answer.content) == []
        assert answer["Content-Type"].startswith("application/atom+xml")
        ids.append(answer.content.partition(b"<id>")[2].partition(b"</id>")[0])
        address = answer.headers.get("Link", "").partition("<")[2].partition(">")[0]
    assert len(ids) == 3
    assert len({*ids}) == 1  # one feed, whichever page of it
    assert faults(reader.get("/search/?format=atom&q=nothinglikeit").content) == []


def test_a_file_of_bibtex_cites_ours_as_their_pages_do_and_others_from_their_entries(
    publish: Publish, reader: Client
) -> None:
    dataset = publish()
    make_entries(101, title="A & B {}")
    CatalogueEntry.objects.filter(title="A & B 3").update(creators=["Curie, Marie", "CNRS"])
    answer = reader.get("/search/?format=bibtex")
    assert "search.bib" in answer["Content-Disposition"]
    text = answer.content.decode()
    own = reader.get(f"/datasets/{dataset.suffix}/export/bibtex").content.decode()
    assert own in text
    head, *entries = text.split("\n@")
    assert (len(entries), "100 of 102" in head, "The next ones:" in head) == (100, True, True)
    _key, fields = read_bibtex(next(f"@{entry}" for entry in entries if "B 3}" in entry))
    assert (fields["author"], fields["title"]) == ("Curie, Marie and {CNRS}", r"{A \& B 3}")
    assert fields["doi"] == "10.5072/x3"
    keys = [entry.partition(",")[0] for entry in entries]
    assert len(keys) == len({*keys})
    following = answer["Link"].partition("<")[2].partition(">")[0].removeprefix(settings.SITE_URL)
    assert reader.get(following).content.decode().count("\n@misc{") == 2


@pytest.mark.parametrize("form", FORMS)
def test_what_did_not_change_is_not_sent_again(publish: Publish, reader: Client, form: str) -> None:
    publish()
    first = reader.get(f"/search/?format={form}")
    again = reader.get(f"/search/?format={form}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    publish(title={"en": "Another one"})
    fresh = reader.get(f"/search/?format={form}", headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert b"Another one" in fresh.content


def test_another_question_page_form_or_language_has_another_tag(publish: Publish, reader: Client) -> None:
    publish()
    asked = ("format=json", "format=json&per_page=5", "format=json&q=oxygen", "format=atom", "format=bibtex")
    tags = [reader.get(f"/search/?{query}")["ETag"] for query in asked]
    tags.append(reader.get("/search/?format=json", headers={"Accept-Language": "fr"})["ETag"])
    assert len({*tags}) == 6


def test_the_date_of_the_last_change_is_told_once_it_is_a_moment_ago(publish: Publish, reader: Client) -> None:
    publish()
    CatalogueChange.objects.update(at=timezone.now() + timedelta(minutes=1))
    assert "Last-Modified" not in reader.get("/search/?format=atom")
    then = timezone.now() - timedelta(days=2)
    CatalogueChange.objects.update(at=then)
    told = reader.get("/search/?format=atom").headers.get("Last-Modified", "")
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    if told:  # in the first two seconds of a day nothing is told
        assert told == http_date(midnight.timestamp())
        assert reader.get("/search/?format=atom", headers={"If-Modified-Since": told}).status_code == 304
    earlier = http_date(then.timestamp())
    assert reader.get("/search/?format=atom", headers={"If-Modified-Since": earlier}).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_pages_of_every_site_may_read_it_without_anybody_s_cookies(publish: Publish, reader: Client, form: str) -> None:
    publish()
    answer = reader.get(f"/search/?format={form}", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in reader.get("/search/")
