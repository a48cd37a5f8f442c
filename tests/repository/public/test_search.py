"""The catalogue finds what is public by its words and disciplines, newest first, and counts exactly."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import etree

from repository.models import Person, RecordVersion
from repository.services.synthetic import make_synthetic_datasets
from tests.catalogue import found, make_entries, titles
from tests.factories import make_pole
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn

ATOM = "{http://www.w3.org/2005/Atom}"


def test_it_finds_by_words_of_title_people_keywords_abstract_and_doi(publish: Publish) -> None:
    dataset = publish()
    for words in ("oxygen", "OXYG", "Marin", "gulf of lion", '"dissolved oxygen"', "salinity", dataset.doi,
                  f"https://doi.org/{dataset.doi}", dataset.suffix, "oxygène", "oxygene", "golfe"):  # fmt: skip
        assert found(q=words).total == 1, words
    for words in ("oxigen", '"oxygen dissolved"', "oxygen -gulf", "xygen", "???"):
        assert found(q=words).total == 0, words


def test_disciplines_narrow_the_list_and_are_counted_beside_it(publish: Publish) -> None:
    make_pole("climate")
    make_pole("empty")
    publish(title={"en": "Of the ocean"})
    publish(title={"en": "Of both"}, poles=["ocean", "climate"])
    assert titles(pole=["climate"]) == ["Of both"]
    assert titles(pole=["climate", "ocean"]) == ["Of both", "Of the ocean"]
    assert titles(pole=["no-such"]) == []
    counts = {value.value: value.count for value in found(pole="climate").facets[0].values}
    assert (counts["ocean"], counts["climate"], counts["empty"]) == (2, 1, 0)


def test_the_newest_stand_first_and_pages_count_exactly(publish: Publish) -> None:
    publish()
    make_entries(44)
    first, last = found(), found(page="3")
    assert (first.total, first.start, first.end, first.has_more) == (45, 1, 20, True)
    assert (last.start, last.end, last.has_more) == (41, 45, False)
    assert [hit.title for hit in last.hits][-1] == "Title 43"
    assert found(page="99").question.page == 3
    assert found(page="0").question.page == 1


def test_what_is_withdrawn_is_found_no_more(publish: Publish, mona: Person) -> None:
    dataset = publish()
    assert found(q=dataset.doi).total == found().total == 1
    withdrawn(dataset, mona)
    assert found(q=dataset.doi).total == found().total == 0


def test_an_embargo_is_marked_only_while_it_lasts(publish: Publish) -> None:
    dataset = publish(access="embargoed")
    assert found().hits[0].access == "embargoed"
    assert found().hits[0].embargo_until == dataset.embargo_until
    past = timezone.now().date() - timedelta(days=1)
    RecordVersion.objects.filter(current_for=dataset).update(embargo_until=past)
    assert found().hits[0].access == "open"


def test_the_page_works_as_a_form_and_says_what_it_did_not_find(publish: Publish, reader: Client) -> None:
    publish()
    page = reader.get("/search/", {"q": "oxygen", "pole": "ocean"}).content.decode()
    assert "One dataset" in page
    assert 'value="oxygen"' in page
    assert 'name="pole" value="ocean" checked' in page
    none = reader.get("/search/", {"q": "oxigen"}).content.decode()
    assert "Nothing here for “oxigen”." in none
    elsewhere = reader.get("/search/", {"q": "oxygen", "pole": "climate"}).content.decode()
    assert "One dataset without the filters" in elsewhere


def test_any_address_of_the_search_is_answered(publish: Publish, reader: Client) -> None:
    publish()
    for asked in (
        {"q": "\x00'\"\\"},
        {"page": "x"},
        {"page": "-3"},
        {"format": "exe"},
        {"pole": "'; --"},
        {"q": "a" * 5000},
    ):
        assert reader.get("/search/", asked).status_code == 200, asked


def test_programs_get_json_and_a_feed(publish: Publish, reader: Client) -> None:
    dataset = publish()
    found = reader.get("/search/", {"q": "oxygen", "format": "json"}).json()
    assert found["total"] == 1
    assert found["items"][0]["doi"] == dataset.doi
    assert found["items"][0]["url"] == f"{settings.SITE_URL}/datasets/{dataset.suffix}/"
    assert found["items"][0]["period"] == "2019-01-14 / 2026-10-19"
    assert found["next"] is None
    answer = reader.get("/search/", {"q": 'oxygen "of"', "format": "atom"})
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    for required in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{required}"), required
        assert feed.findtext(f"{ATOM}entry/{ATOM}{required}"), required
    assert feed.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == "Marin, Clara"
    assert reader.get("/search/?q=%0b%ed%a0%80x&format=atom").status_code == 200


@pytest.mark.django_db
def test_thousands_are_searched_with_a_handful_of_queries(django_assert_max_num_queries: Any, reader: Client) -> None:
    make_pole()
    make_synthetic_datasets(size=100, seed=1)
    assert found().total == 100
    with django_assert_max_num_queries(8):
        assert reader.get("/search/", {"q": "sea -ice"}).status_code == 200
