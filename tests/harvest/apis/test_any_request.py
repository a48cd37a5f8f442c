"""Anything at all, sent to both APIs: a document or a problem, whatever it is."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest.ogcapi_records.openapi import KNOWN as OF_RECORDS
from harvest.stac.asking import KNOWN as OF_STAC
from repository.models import CatalogueEntry
from tests.harvest.apis.shapes import checked
from tests.strategies import PATIENT

ITEMS = "/ogcapi/records/collections/datasets/items"
SEARCH = "/stac/search"
SNIPPETS = (
    "'", '"', "';--", "%", "_", "\\", "%00", "\0", "..", "/", "-", "+", ",", "title", "LIKE", "1e400", "NaN", "9" * 30,
    '{"op":"=","args":[{"property":"title"},"\ud83c"]}', "{", "[", "pg_sleep(9)", "S_INTERSECTS(geometry,POINT(1 1))",
    "0000-00-00", "2020-13-01/..", "POLYGON((0 0,1 1))", "AND", "NOT", "(", ")", "\r\n", "$$", ":", "casei(title)",
    "é", "\u202e",
)  # fmt: skip

pytestmark = pytest.mark.django_db

any_text = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(SNIPPETS), max_size=8).map(" ".join))
any_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=4)),
    max_leaves=8,
)
OPERATORS = ("=", "like", "in", "between", "isNull", "s_intersects", "t_after", "a_overlaps", "not", "and", "casei")
a_property = st.sampled_from([{"property": name} for name in ("title", "geometry", "updated", "keywords")])
a_condition = st.fixed_dictionaries(
    {"op": st.sampled_from(OPERATORS), "args": st.lists(st.one_of(a_property, any_json), max_size=3)}
)
MANY = settings(
    PATIENT, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def answered(path: str, response: Any) -> None:
    assert response.status_code in (200, 400), response.content
    if not response["Content-Type"].startswith("text/html"):
        checked(path, response)


@MANY
@given(st.dictionaries(st.sampled_from(OF_RECORDS), any_text, max_size=4))
def test_any_arguments_of_records(client: Client, asked: dict[str, str]) -> None:
    told = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in asked.items())
    answered(ITEMS, client.get(f"{ITEMS}?{told}"))


@MANY
@given(st.dictionaries(st.sampled_from(OF_STAC), any_text, max_size=4))
def test_any_arguments_of_items(client: Client, asked: dict[str, str]) -> None:
    told = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in asked.items())
    answered(SEARCH, client.get(f"{SEARCH}?{told}"))


@MANY
@given(st.one_of(any_json, st.dictionaries(st.sampled_from(OF_STAC), st.one_of(any_json, a_condition), max_size=4)))
def test_any_body(client: Client, body: Any) -> None:
    answered(SEARCH, client.post(SEARCH, json.dumps(body), content_type="application/json"))


@MANY
@given(a_condition)
def test_any_condition(client: Client, condition: dict[str, Any]) -> None:
    answered(ITEMS, client.post(ITEMS, json.dumps(condition), content_type="application/json"))
    assert CatalogueEntry.objects.count() == 0
