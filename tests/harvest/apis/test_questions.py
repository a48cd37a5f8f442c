"""What the arguments of a request for records choose, compared with what the records themselves say."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset
from tests.harvest.apis.conftest import Asker, suffixes

ITEMS = "/ogcapi/records/collections/datasets/items"

pytestmark = pytest.mark.django_db

Feature = dict[str, Any]


@pytest.fixture
def features(ask: Asker, datasets: list[Dataset]) -> list[Feature]:
    found: list[Feature] = ask(ITEMS, limit=200)["features"]
    assert len(found) == 12
    return found


def chosen(features: list[Feature], rule: Callable[[Feature], bool]) -> list[str]:
    """Those that a rule holds for; the rule must tell something."""
    found = [feature["id"] for feature in features if rule(feature)]
    assert found
    assert len(found) < len(features)
    return found


def test_identifiers_are_those_of_the_record_and_its_doi(ask: Asker, features: list[Feature]) -> None:
    two = [features[3]["id"], features[7]["id"]]
    dois = [f"10.5072/{each}" for each in two]
    assert suffixes(ask(ITEMS, ids=",".join(two))) == two
    assert suffixes(ask(ITEMS, externalIds=",".join(dois))) == two
    assert suffixes(ask(ITEMS, externalIds=f"doi:{dois[0]}")) == two[:1]
    assert len(suffixes(ask(ITEMS, externalIds="DOI", limit=50))) == 12
    assert suffixes(ask(ITEMS, ids="nothing")) == []


def test_a_word_is_found_wherever_it_stands(ask: Asker, features: list[Feature]) -> None:
    word = features[0]["properties"]["title"].split()[0]
    found = suffixes(ask(ITEMS, q=word.upper(), limit=50))
    assert features[0]["id"] in found
    several = suffixes(ask(ITEMS, q=f"{word},zzzz", limit=50))
    assert several == found
    assert suffixes(ask(ITEMS, q="zzzz")) == []
    title = features[4]["properties"]["title"]
    assert features[4]["id"] in suffixes(ask(ITEMS, q="  ".join(title.replace(",", " ").split()[:2]), limit=50))


def test_a_box_chooses_the_places_that_meet_it(ask: Asker, features: list[Feature]) -> None:
    west, south, east, north = next(feature["bbox"] for feature in features if feature.get("bbox"))

    def meets(feature: Feature) -> bool:
        box = feature.get("bbox")
        if not box or box[0] > box[2]:
            return bool(box) and feature["id"] in everywhere
        return bool(box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south)

    everywhere = suffixes(ask(ITEMS, bbox="-180,-90,180,90", limit=50))
    found = suffixes(ask(ITEMS, bbox=f"{west},{south},{east},{north}", limit=50))
    assert set(found) <= set(chosen([*features, {"id": "none"}], meets))
    assert found
    assert suffixes(ask(ITEMS, bbox=f"{west},{south},-10,{east},{north},10", limit=50)) == found
    assert sorted(everywhere) == sorted(feature["id"] for feature in features if feature.get("bbox"))


def test_a_time_chooses_the_data_that_share_a_day_with_it(ask: Asker, features: list[Feature]) -> None:
    timed = [feature for feature in features if feature["time"] and ".." not in str(feature["time"])]
    ends = sorted(interval(feature)[1] for feature in timed)
    middle = ends[len(ends) // 2]
    found = set(suffixes(ask(ITEMS, datetime=f"../{middle}", limit=50)))
    assert found >= {feature["id"] for feature in timed if interval(feature)[0] <= middle}
    late = set(suffixes(ask(ITEMS, datetime=f"{middle}T23:59:59Z/..", limit=50)))
    assert late >= {feature["id"] for feature in timed if interval(feature)[1] >= middle}
    assert not late & {feature["id"] for feature in timed if interval(feature)[1] < middle}


def interval(feature: Feature) -> tuple[str, str]:
    time = feature["time"]
    first, last = time.get("interval") or (time["date"], time["date"])
    return first, last


def test_the_names_of_queryables_are_arguments_too(ask: Asker, features: list[Feature]) -> None:
    title = features[2]["properties"]["title"]
    assert suffixes(ask(ITEMS, title=title)) == [
        feature["id"] for feature in features if feature["properties"]["title"] == title
    ]
    assert len(suffixes(ask(ITEMS, type="dataset,Image", limit=50))) == 12
    assert suffixes(ask(ITEMS, type="Image")) == []


@pytest.mark.parametrize("by_post", [False, True])
def test_a_condition_in_cql2_chooses_the_same_in_text_and_json(
    client: Client, ask: Asker, features: list[Feature], by_post: bool
) -> None:
    title = features[6]["properties"]["title"]
    beginning = title[:6].replace("'", "''")
    expected = [feature["id"] for feature in features if feature["properties"]["title"].startswith(title[:6])]
    condition = {"op": "like", "args": [{"property": "title"}, f"{title[:6]}%"]}
    if by_post:
        answer = client.post(f"{ITEMS}?limit=50", json.dumps(condition), content_type="application/json")
        assert suffixes(answer.json()) == expected
    else:
        assert suffixes(ask(ITEMS, filter=f"title LIKE '{beginning}%'", limit=50)) == expected
        told = json.dumps(condition)
        assert suffixes(ask(ITEMS, filter=told, filter_lang="cql2-json", limit=50)) == expected


def test_the_next_page_of_a_condition_that_was_sent_is_sent_too(client: Client, features: list[Feature]) -> None:
    body = json.dumps({"op": "<>", "args": [{"property": "title"}, "nothing"]})
    found, here = [], f"{ITEMS}?limit=5"
    for _page in range(3):
        page = client.post(here, body, content_type="application/json").json()
        found += suffixes(page)
        following = [link for link in page["links"] if link["rel"] == "next"]
        if following:
            assert (following[0]["method"], following[0]["body"]) == ("POST", json.loads(body))
            here = following[0]["href"].removeprefix("http://localhost:8000")
    assert found == [feature["id"] for feature in features]


def test_all_that_is_asked_must_hold(ask: Asker, features: list[Feature]) -> None:
    one = features[1]
    asked = {"ids": f"{one['id']},{features[2]['id']}", "title": one["properties"]["title"]}
    assert suffixes(ask(ITEMS, **asked)) == [one["id"]]
    assert suffixes(ask(ITEMS, **asked, q="zzzz")) == []


def test_an_order_is_kept(ask: Asker, features: list[Feature]) -> None:
    titles = [
        feature["properties"]["title"].casefold() for feature in ask(ITEMS, sortby="-title", limit=50)["features"]
    ]
    assert titles == sorted(titles, reverse=True)
    assert len(set(titles)) > 1


def test_a_record_is_found_by_each_of_the_keywords_it_shows(ask: Asker, features: list[Feature]) -> None:
    one = features[5]
    for word in one["properties"]["keywords"]:
        quoted = word.replace("'", "''")
        assert one["id"] in suffixes(ask(ITEMS, filter=f"keywords = '{quoted}'", limit=50)), word


def test_who_comes_again_asks_for_what_has_changed_since(ask: Asker, datasets: list[Dataset]) -> None:
    page = ask(ITEMS, sortby="updated", limit=50)["features"]
    told = [feature["properties"]["updated"] for feature in page]
    assert told == sorted(told)
    since = told[8]
    expected = [feature["id"] for feature in page if feature["properties"]["updated"] >= since]
    assert 0 < len(expected) < 12
    found = ask(ITEMS, filter=f"updated >= TIMESTAMP('{since}')", sortby="updated", limit=50)
    assert suffixes(found) == expected
    (one,) = ask(ITEMS, ids=expected[0])["features"]
    assert ask(f"{ITEMS}/{expected[0]}")["properties"] == one["properties"]


def test_every_name_that_is_offered_can_be_asked_and_sorted_by(ask: Asker, datasets: list[Dataset]) -> None:
    for name, said in ask("/ogcapi/records/collections/datasets/queryables")["properties"].items():
        if said.get("type") == "string":
            ask(ITEMS, filter=f'"{name}" IS NULL')
    for name in ask("/ogcapi/records/collections/datasets/sortables")["properties"]:
        assert len(ask(ITEMS, sortby=name, limit=50)["features"]) == 12
