"""OGC API - Records as a client walks through it: from the landing page to every record, and to the page after it."""

import gzip
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from harvest.ogcapi_records.documents import CONFORMS_TO
from repository.models import CatalogueEntry, Dataset
from tests.harvest.apis.conftest import Asker, suffixes

ROOT = "/ogcapi/records/"
ITEMS = f"{ROOT}collections/datasets/items"

pytestmark = pytest.mark.django_db


def followed(client: Client, link: dict[str, Any]) -> Any:
    assert link["href"].startswith(settings.SITE_URL)
    return client.get(link["href"].removeprefix(settings.SITE_URL))


def the(document: dict[str, Any], rel: str) -> dict[str, Any]:
    """The one link of a relation."""
    (found,) = [link for link in document["links"] if link["rel"] == rel]
    assert isinstance(found, dict)
    return found


def whole(client: Client, ask: Asker, **given: Any) -> list[str]:
    """The identifiers of every page, from link to link."""
    page, found = ask(ITEMS, **given), []
    while True:
        found += suffixes(page)
        following = [link for link in page["links"] if link["rel"] == "next"]
        if not following:
            return found
        page = followed(client, following[0]).json()


def test_every_link_of_the_landing_page_leads_somewhere(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    for link in ask(ROOT)["links"]:
        answer = followed(client, link)
        assert answer.status_code == 200, link
        assert answer["Content-Type"].partition(";")[0] == link["type"].partition(";")[0], link


def test_every_link_of_the_collection_leads_somewhere(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    (collection,) = ask(f"{ROOT}collections")["collections"]
    assert collection == ask(f"{ROOT}collections/datasets")
    for link in collection["links"]:
        assert followed(client, link).status_code == 200, link


def test_what_is_conformed_to_is_told(ask: Asker) -> None:
    told = ask(f"{ROOT}conformance")["conformsTo"]
    assert told == list(CONFORMS_TO)
    assert "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core" in told


def test_the_collection_spans_the_places_and_times_of_its_records(ask: Asker, datasets: list[Dataset]) -> None:
    extent = ask(f"{ROOT}collections/datasets")["extent"]
    ((west, south, east, north),) = extent["spatial"]["bbox"]
    for feature in ask(ITEMS, limit=200)["features"]:
        if box := feature.get("bbox"):
            assert west <= min(box[0], box[2])
            assert east >= max(box[0], box[2])
            assert (south, north) <= (box[1], 90)
            assert north >= box[3]
        if feature["time"] and ".." not in (interval := feature["time"].get("interval", [".."])):
            first, last = extent["temporal"]["interval"][0]
            assert first[:10] <= interval[0]
            assert last is None or last[:10] >= interval[1]


def test_an_empty_catalogue_is_the_whole_world(ask: Asker) -> None:
    extent = ask(f"{ROOT}collections/datasets")["extent"]
    assert extent["spatial"]["bbox"] == [[-180, -90, 180, 90]]
    assert extent["temporal"]["interval"] == [[None, None]]
    assert ask(ITEMS)["features"] == []


@pytest.mark.parametrize("limit", [1, 4, 5, 12, 50])
def test_from_page_to_page_every_record_comes_once(
    client: Client, ask: Asker, datasets: list[Dataset], limit: int
) -> None:
    assert whole(client, ask, limit=limit) == [dataset.suffix for dataset in datasets]
    page = ask(ITEMS, limit=limit)
    assert (page["numberMatched"], page["numberReturned"]) == (12, min(limit, 12))


def test_a_page_has_ten_records_where_nobody_says_how_many(ask: Asker, datasets: list[Dataset]) -> None:
    assert len(ask(ITEMS)["features"]) == 10
    assert len(ask(ITEMS, limit=10**8)["features"]) == 12


def test_records_come_in_the_order_that_the_collection_tells(
    client: Client, ask: Asker, datasets: list[Dataset]
) -> None:
    (told,) = ask(f"{ROOT}collections/datasets")["defaultSortOrder"]
    first = CatalogueEntry.objects.filter(dataset=datasets[0])
    first.update(order_published="2029-01-01", order_modified="2001-01-01T00:00Z")
    assert told["direction"] == "asc"
    assert whole(client, ask, limit=5) == whole(client, ask, limit=5, sortby=told["field"])


@pytest.mark.parametrize("path", ["/ogcapi/records", "/stac"])
def test_an_api_begins_without_a_stroke_at_the_end_too(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer.json() == client.get(f"{path}/").json()


@pytest.mark.parametrize("sortby", ["title", "-title", "-updated", "+publisher,-created"])
def test_sorted_pages_hold_every_record_once(client: Client, ask: Asker, datasets: list[Dataset], sortby: str) -> None:
    assert sorted(whole(client, ask, limit=5, sortby=sortby)) == sorted(dataset.suffix for dataset in datasets)


def test_pages_stay_true_while_records_come_and_go(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    first = ask(ITEMS, limit=4)
    assert suffixes(first) == [dataset.suffix for dataset in datasets[:4]]
    CatalogueEntry.objects.filter(dataset__in=datasets[:3]).delete()
    CatalogueEntry.objects.filter(dataset=datasets[5]).delete()
    second = followed(client, the(first, "next")).json()
    assert suffixes(second) == [datasets[place].suffix for place in (4, 6, 7, 8)]
    assert second["numberMatched"] == 8
    assert suffixes(followed(client, the(second, "next")).json()) == [dataset.suffix for dataset in datasets[9:]]


def test_a_record_says_where_it_is_and_what_it_belongs_to(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    record = ask(f"{ITEMS}/{datasets[0].suffix}")
    assert the(record, "self")["href"] == f"{settings.SITE_URL}{ITEMS}/{datasets[0].suffix}"
    assert the(record, "collection")["href"] == f"{settings.SITE_URL}{ROOT}collections/datasets"
    assert record["properties"]["title"] == datasets[0].catalogue_entry.title
    assert ask(f"{ITEMS}/{datasets[0].doi}") == record
    assert ask(ITEMS, limit=1)["features"][0]["properties"] == record["properties"]


def test_what_is_not_there_is_a_problem_not_a_page(ask: Asker, client: Client) -> None:
    for path in (f"{ITEMS}/999999", f"{ROOT}collections/pictures", f"{ROOT}nothing/at/all"):
        assert ask(path, 404)["code"] == "not-found"
    refused = client.put(ITEMS)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")


def test_a_page_of_the_web_may_read_every_answer(client: Client) -> None:
    for path in (ROOT, ITEMS, f"{ITEMS}?limit=x"):
        assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    preflight = client.options(ITEMS)
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")
    assert preflight["Access-Control-Allow-Headers"] == "Content-Type"


def test_an_answer_is_made_smaller_for_who_can_read_that(client: Client, datasets: list[Dataset]) -> None:
    plain = client.get(ITEMS)
    packed = client.get(ITEMS, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert json.loads(gzip.decompress(packed.content))["features"] == plain.json()["features"]
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize(
    "path", ["", "conformance", "api", "collections", "collections/datasets", "collections/datasets/queryables",
             "collections/datasets/sortables", "collections/datasets/items"],
)  # fmt: skip
def test_a_browser_is_shown_a_page(client: Client, datasets: list[Dataset], path: str) -> None:
    for answer in (client.get(f"{ROOT}{path}", headers={"Accept": "text/html"}), client.get(f"{ROOT}{path}?f=html")):
        assert answer["Content-Type"].startswith("text/html")
        assert "<h1>" in answer.content.decode()
        assert "private" in answer["Cache-Control"]
    assert client.get(f"{ROOT}{path}?f=json", headers={"Accept": "text/html"}).json()
    assert client.get(f"{ROOT}{path}?f=pdf").status_code == 400
    assert client.get(f"{ROOT}{path}", headers={"Accept": "image/png"}).json()


def test_the_page_of_a_record_is_that_of_the_dataset(client: Client, datasets: list[Dataset]) -> None:
    answer = client.get(f"{ITEMS}/{datasets[0].suffix}?f=html")
    assert (answer.status_code, answer["Location"]) == (303, f"/datasets/{datasets[0].suffix}/")


def test_the_page_of_records_leads_to_the_next_one_with_the_same_words(client: Client, datasets: list[Dataset]) -> None:
    page = client.get(f"{ITEMS}?f=html&limit=5&q=a").content.decode()
    assert 'value="a"' in page
    assert "f=html" in page.partition('rel="next" href="')[2].partition('"')[0]
