"""The OpenAPI document: valid, without a warning, its operations as they were last looked at, its page for people."""

import io
import json
from contextlib import redirect_stderr

import jsonschema
import pytest
from django.core.management import call_command
from django.test import Client

from repository.api.openapi import PROBLEM, document
from repository.record.model import Record
from tests.repository.api.program import Program
from tests.services.components import ROOT

GOLDEN = ROOT / "tests" / "golden" / "api" / "operations.txt"


def test_the_document_is_valid_and_made_without_a_warning() -> None:
    said, warned = io.StringIO(), io.StringIO()
    with redirect_stderr(warned):
        call_command("spectacular", "--validate", "--fail-on-warn", stdout=said)
    assert warned.getvalue() == ""


def test_a_changed_operation_is_seen() -> None:
    """Where this fails on purpose: write the lines into the golden file, and a line into CHANGELOG.md."""
    lines = []
    for path, operations in sorted(document()["paths"].items()):
        for verb, operation in operations.items():
            scopes = "+".join(operation["security"][0].get("token", ["-"]) or ["any"])
            body = operation.get("requestBody", {}).get("content", {})
            taken = ",".join(body) or "-"
            statuses = " ".join(operation["responses"])
            lines.append(f"{verb.upper()} {path} {operation['operationId']} {scopes} {taken} {statuses}")
    assert lines == GOLDEN.read_text().splitlines()


def test_every_reference_leads_somewhere() -> None:
    whole = json.dumps(document())
    for found in {part.split('"')[0] for part in whole.split('"$ref": "#/')[1:]}:
        place = document()
        for step in found.split("/"):
            place = place[step]


def test_the_record_in_it_is_the_record() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["Record"]["properties"].keys() == Record.model_fields.keys()
    assert "publication" not in schemas["RecordFields"]["properties"]
    checker = jsonschema.Draft202012Validator({**document(), "$ref": "#/components/schemas/Record"})
    assert checker.is_valid({"title": {"en": "CTD casts"}})
    assert not checker.is_valid({"title": {"en": "CTD casts"}, "doi": "10.5072/1"})


@pytest.mark.django_db
def test_it_is_answered_as_json_to_everybody() -> None:
    answer = Client().get("/api/v1/schema/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vnd.oai.openapi+json")
    assert answer.json()["openapi"] == "3.1.0"
    assert answer.json()["paths"].keys() == document()["paths"].keys()


@pytest.mark.django_db
def test_its_page_tells_every_operation_without_script() -> None:
    told = Client().get("/api/v1/docs/").content.decode()
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in told
    assert "deposits:write" in told
    assert 'id="shape-Problem"' in told


@pytest.mark.django_db
def test_a_problem_has_the_members_that_the_document_tells() -> None:
    answer = Program("").get("/api/v1/me/")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json().keys() == {*PROBLEM["required"]}
    assert answer.json()["type"] == "urn:varve:problem:token-missing"
