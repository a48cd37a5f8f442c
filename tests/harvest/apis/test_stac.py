"""The STAC API as a client walks through it: catalogue, collection, items, and the same search in both ways."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pystac.stac_object import STACObjectType
from pystac.validation.stac_validator import JsonSchemaSTACValidator

from repository.models import CatalogueEntry, Dataset
from tests.harvest.apis.conftest import Asker, suffixes
from tests.harvest.apis.shapes import checked

ROOT = "/stac/"
SEARCH = f"{ROOT}search"
ITEMS = f"{ROOT}collections/datasets/items"
VALIDATOR = JsonSchemaSTACValidator()

pytestmark = pytest.mark.django_db


def sent(client: Client, body: object, status: int = 200) -> dict[str, Any]:
    answer = client.post(SEARCH, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return checked(SEARCH, answer)


def following(page: dict[str, Any]) -> dict[str, Any] | None:
    return next((link for link in page["links"] if link["rel"] == "next"), None)


def test_every_link_of_the_catalogue_leads_somewhere(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    for link in ask(ROOT)["links"]:
        if link.get("method", "GET") == "GET":
            address, _mark, _fragment = link["href"].removeprefix(settings.SITE_URL).partition("#")
            answer = client.get(address)
            assert answer.status_code == 200, link
            assert answer["Content-Type"].partition(";")[0] == link["type"].partition(";")[0], link


def test_the_documents_are_valid_by_the_schemas_of_stac(ask: Asker, datasets: list[Dataset]) -> None:
    VALIDATOR.validate_core(ask(ROOT), STACObjectType.CATALOG, "1.1.0")
    (collection,) = ask(f"{ROOT}collections")["collections"]
    VALIDATOR.validate_core(collection, STACObjectType.COLLECTION, "1.1.0")
    for item in ask(SEARCH, limit=50)["features"]:
        VALIDATOR.validate_core(item, STACObjectType.ITEM, "1.1.0")
        assert item["collection"] == collection["id"]
        assert [link["rel"] for link in item["links"]][:4] == ["self", "root", "parent", "collection"]


def test_an_item_is_found_under_its_own_address(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    item = ask(ITEMS, limit=1)["features"][0]
    address = item["links"][0]["href"].removeprefix(settings.SITE_URL)
    assert ask(address) == item
    assert client.get(f"{ITEMS}/999999").status_code == 404


@pytest.mark.parametrize("limit", [1, 5, 6, 12])
def test_pages_by_post_hold_every_item_once(client: Client, datasets: list[Dataset], limit: int) -> None:
    body: dict[str, Any] = {"limit": limit, "sortby": [{"field": "title", "direction": "desc"}]}
    page, found = sent(client, body), []
    while True:
        found += suffixes(page)
        link = following(page)
        if link is None:
            break
        assert link["method"] == "POST"
        page = sent(client, link["body"])
    assert sorted(found) == sorted(dataset.suffix for dataset in datasets)


def test_pages_by_get_stay_true_while_items_go(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    link = following(ask(ITEMS, limit=4))
    assert link
    CatalogueEntry.objects.filter(dataset__in=datasets[:4]).delete()
    page = client.get(link["href"].removeprefix(settings.SITE_URL)).json()
    assert suffixes(page) == [dataset.suffix for dataset in datasets[4:8]]


def test_a_search_is_the_same_in_an_address_and_in_a_body(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    title = ask(SEARCH)["features"][3]["properties"]["title"]
    shape = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]}
    like = {"op": "like", "args": [{"property": "title"}, f"{title[:5]}%"]}
    two = [datasets[1].suffix, datasets[4].suffix]
    asked: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"bbox": "-60,-60,60,60"}, {"bbox": [-60, -60, 60, 60]}),
        ({"datetime": "2000-01-01T00:00:00Z/.."}, {"datetime": "2000-01-01T00:00:00Z/.."}),
        ({"ids": ",".join(two)}, {"ids": two}),
        ({"q": title[:5]}, {"q": [title[:5]]}),
        ({"collections": "datasets"}, {"collections": ["datasets"]}),
        ({"collections": "pictures"}, {"collections": ["pictures"]}),
        ({"intersects": json.dumps(shape)}, {"intersects": shape}),
        ({"query": json.dumps({"title": {"eq": title}})}, {"query": {"title": {"eq": title}}}),
        ({"sortby": "-title"}, {"sortby": [{"field": "title", "direction": "desc"}]}),
        ({"filter": f"title LIKE '{title[:5]}%'"}, {"filter": like}),
        ({"filter": (text := f"title LIKE '{title[:5]}%'")}, {"filter": text, "filter-lang": "cql2-text"}),
    ]  # fmt: skip
    for by_address, by_body in asked:
        one, other = ask(SEARCH, limit=50, **by_address), sent(client, {**by_body, "limit": 50})
        assert suffixes(one) == suffixes(other), by_address
        assert one["numberMatched"] == other["numberMatched"] == len(one["features"])
    assert suffixes(sent(client, {"ids": two})) == two
    assert suffixes(sent(client, {"collections": ["pictures"]})) == []


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ({"eq": "{}"}, lambda title, known: title == known),
        ({"neq": "{}"}, lambda title, known: title != known),
        ({"startsWith": "{:.4}"}, lambda title, known: title.startswith(known[:4])),
        ({"contains": "{:.6}"}, lambda title, known: known[:6] in title),
        ({"in": ["{}", "zzz"]}, lambda title, known: title == known),
    ],
)
def test_the_query_extension_compares(
    client: Client, ask: Asker, datasets: list[Dataset], query: Any, rule: Any
) -> None:
    items = ask(SEARCH, limit=50)["features"]
    known = items[5]["properties"]["title"]
    told = json.loads(json.dumps(query).replace("{:.4}", known[:4]).replace("{:.6}", known[:6]).replace("{}", known))
    expected = [item["id"] for item in items if rule(item["properties"]["title"], known)]
    assert suffixes(sent(client, {"query": {"title": told}, "limit": 50})) == expected


def test_fields_say_what_is_sent(client: Client, ask: Asker, datasets: list[Dataset]) -> None:
    (item,) = ask(SEARCH, limit=1, fields="properties.title,-geometry,-links")["features"]
    assert set(item["properties"]) <= {"title", "datetime", "start_datetime", "end_datetime"}
    assert "title" in item["properties"]
    assert not {"geometry", "links"} & set(item)
    (other,) = sent(client, {"limit": 1, "fields": {"exclude": ["properties.keywords", "assets"]}})["features"]
    assert "assets" not in other
    assert "keywords" not in other["properties"]
    assert "description" in other["properties"]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ([], "body"),
        ({"unknown": 1}, "unknown"),
        ({"bbox": [1, 2, 3]}, "bbox"),
        ({"bbox": "1,2,3,4"}, "bbox"),
        ({"bbox": [1, 2, 3, 10**400]}, "bbox"),
        ({"bbox": [0, 0, 1, 1], "intersects": {"type": "Point", "coordinates": [0, 0]}}, "intersects"),
        ({"intersects": {"type": "Circle"}}, "intersects"),
        ({"intersects": {"type": "Point", "coordinates": [0, 99]}}, "intersects"),
        ({"ids": [1]}, "ids"),
        ({"limit": True}, "limit"),
        ({"limit": -1}, "limit"),
        ({"sortby": "title"}, "sortby"),
        ({"sortby": [{"field": "description"}]}, "sortby"),
        ({"sortby": [{"field": "title", "direction": "up"}]}, "sortby"),
        ({"fields": ["id"]}, "fields"),
        ({"fields": {"include": [1]}}, "fields"),
        ({"query": {"title": {"almost": "x"}}}, "query"),
        ({"query": {"title": "x"}}, "query"),
        ({"filter": {"op": "sql", "args": []}}, None),
        ({"filter": "title = 'a'"}, None),
        ({"datetime": 2020}, "datetime"),
        ({"token": "x"}, "token"),
        ({"q": ["\ud800"]}, None),
        ({"ids": ["\ud800"]}, None),
    ],
)
def test_a_body_that_cannot_be_understood_is_refused(
    client: Client, db: None, body: Any, parameter: str | None
) -> None:
    told = sent(client, body, 400)
    assert told["code"] == "invalid-parameter"
    assert parameter is None or told["parameter"] == parameter


def test_every_name_that_is_offered_can_be_asked(ask: Asker, db: None) -> None:
    names = ask(f"{ROOT}queryables")["properties"]
    assert names == ask(f"{ROOT}collections/datasets/queryables")["properties"]
    for name, said in names.items():
        if said.get("type") == "string":
            ask(SEARCH, filter=f'"{name}" IS NULL')
