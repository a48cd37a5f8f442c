"""How requests come in over HTTP, and what the answer's headers say."""

from contextlib import closing

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.harvest.items import published
from tests.harvest.reading import error_of, identifiers_in, request_of
from tests.harvest.schemas import valid_document

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


def test_a_form_encoded_post_is_answered_like_a_get(client: Client) -> None:
    published("42182")
    arguments = "verb=ListIdentifiers&metadataPrefix=oai_dc&set=pole%3Aocean"
    answer = valid_document(client.post("/oai", arguments, content_type=FORM).content)
    assert identifiers_in(answer) == ["oai:varve.localhost:42182"]
    assert request_of(answer) == {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "pole:ocean"}


def test_a_post_needs_no_token_against_forgery() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/oai", "verb=ListSets", content_type=FORM)
    assert answer.status_code == 200


def test_arguments_of_address_and_body_count_together(client: Client) -> None:
    answer = client.post("/oai?verb=ListMetadataFormats", "verb=ListMetadataFormats", content_type=FORM)
    assert error_of(valid_document(answer.content)) == "badVerb"


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/json", "text/xml", ""])
def test_a_post_of_another_kind_is_a_bad_argument(client: Client, kind: str) -> None:
    answer = valid_document(client.post("/oai", "verb=Identify", content_type=kind).content)
    assert error_of(answer) == "badArgument"
    assert request_of(answer) == {}


@pytest.mark.parametrize("content", ["verb=Identify&" + "a" * 70_000, "verb=Identify" + "&a=1" * 30])
def test_a_request_far_beyond_the_protocol_is_a_bad_argument(client: Client, content: str) -> None:
    answer = valid_document(client.post("/oai", content, content_type=FORM).content)
    assert error_of(answer) == "badArgument"


def test_bad_verbs_and_arguments_are_not_repeated_in_the_answer(client: Client) -> None:
    for query in ("verb=%3Cscript%3E", "verb=ListRecords&metadataPrefix=%22%3E", "verb=Identify&x=y", "junk", ""):
        answer = valid_document(client.get(f"/oai?{query}").content)
        assert error_of(answer) in {"badVerb", "badArgument"}
        assert request_of(answer) == {}


def test_bytes_that_are_no_utf_8_are_answered(client: Client) -> None:
    answer = client.get("/oai", QUERY_STRING="verb=ListRecords&metadataPrefix=\xff%FE%00")
    assert error_of(valid_document(answer.content)) == "badArgument"


def test_the_answer_is_xml_in_utf_8_without_cookie_or_language(client: Client) -> None:
    response = client.get("/oai", {"verb": "Identify"}, headers={"accept-language": "fr"})
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response["Vary"] == "Accept, Accept-Encoding"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.has_header("Content-Language")
    assert not response.cookies
    assert int(response["Content-Length"]) == len(response.content)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_address_is_the_same_without_the_short_way(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "harvest.middleware.HarvestersFirst"]
    published("42182")
    answer = valid_document(client.get("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}).content)
    assert identifiers_in(answer) == ["oai:varve.localhost:42182"]


def test_a_head_is_answered_without_a_body(client: Client) -> None:
    response = client.head("/oai", {"verb": "Identify"})
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    response = client.generic(method, "/oai?verb=Identify")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_database_closed_meanwhile_is_opened_anew(client: Client) -> None:
    published("42182")
    query = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "until": "2026-10-01"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchall()[0]
    other = connection.copy()
    with closing(other), other.cursor() as killer:
        killer.execute("SELECT pg_terminate_backend(%s)", [number])
    assert identifiers_in(valid_document(client.get("/oai", query).content)) == ["oai:varve.localhost:42182"]
