"""What a request for records cannot ask is refused by the name of the argument, and costs nothing."""

from typing import Any

import pytest
from django.test import Client

from repository.models import Dataset
from tests.harvest.apis.conftest import Asker

ITEMS = "/ogcapi/records/collections/datasets/items"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "1,2,3,x"}, "bbox"),
        ({"bbox": "nan,0,1,1"}, "bbox"),
        ({"bbox": "0,50,1,20"}, "bbox"),
        ({"bbox": "0,0,1,1e99"}, "bbox"),
        ({"datetime": "yesterday"}, "datetime"),
        ({"datetime": "../.."}, "datetime"),
        ({"datetime": "2020-02-30"}, "datetime"),
        ({"limit": "0"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"sortby": "abstract"}, "sortby"),
        ({"sortby": "-"}, "sortby"),
        ({"filter": "title LIKE"}, "filter"),
        ({"filter": "(" * 5000}, "filter"),
        ({"filter": "1=1; DROP TABLE repository_dataset"}, None),
        ({"filter": "[" * 9000, "filter_lang": "cql2-json"}, "filter"),
        ({"filter_lang": "sql"}, "filter-lang"),
        ({"filter": "title='a'", "filter_crs": "EPSG:3857"}, "filter-crs"),
        ({"token": "AAAA.AAAAAAAAAAAAAAAAAAAAAA"}, "token"),
        ({"unknown": "1"}, "unknown"),
        ({"q": "x" * 301}, "q"),
        ({"q": ",".join("x" * 21)}, "q"),
        ({"ids": ",".join(map(str, range(101)))}, "ids"),
        ({"title": "a\0b"}, "title"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_its_name(ask: Asker, asked: Any, parameter: str | None) -> None:
    told = ask(ITEMS, 400, **asked)
    assert (told["code"], told["status"]) == ("invalid-parameter", 400)
    assert parameter is None or told["parameter"] == parameter


def test_a_token_of_another_question_is_refused(ask: Asker, datasets: list[Dataset]) -> None:
    (following,) = [link["href"] for link in ask(ITEMS, limit=3)["links"] if link["rel"] == "next"]
    token = following.partition("token=")[2]
    assert len(ask(ITEMS, limit=3, token=token)["features"]) == 3
    assert ask(ITEMS, 400, limit=3, token=token, q="a")["parameter"] == "token"
    assert ask(ITEMS, 400, limit=3, token=token, sortby="title")["parameter"] == "token"
    assert ask(ITEMS, 400, token=token[:-1] + ("A" if token[-1] != "A" else "B"))["parameter"] == "token"


def test_a_body_is_json_and_not_too_long(client: Client, datasets: list[Dataset]) -> None:
    def status(body: bytes, kind: str = "application/json") -> int:
        return client.post(ITEMS, body, content_type=kind).status_code

    assert status(b"{}", "text/plain") == 415
    assert status(b"[" * 300_000) == 413
    assert [status(body) for body in (b"[" * 100_000, b"NaN", b'{"op":"like"}', b"7", b"\xff", b'"\\ud800"')] == [
        400
    ] * 6


def test_a_question_costs_a_few_statements(
    client: Client, datasets: list[Dataset], django_assert_max_num_queries: Any
) -> None:
    for asked in ({}, {"q": "a", "sortby": "title"}, {"limit": "50", "bbox": "-90,-45,90,45"}):
        with django_assert_max_num_queries(8):
            assert client.get(ITEMS, asked).status_code == 200
