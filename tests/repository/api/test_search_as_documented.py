"""What the search answers to programs is what the OpenAPI document says, and its parameters are those it says."""

from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest
from django.test import Client

from repository.api.openapi import document
from repository.catalogue.question import query_string, read_question
from repository.models import CatalogueEntry, Person
from tests.catalogue import make_entries
from tests.factories import make_moderator
from tests.repository.public.stories import published

OPERATION: Mapping[str, Any] = document()["paths"]["/search/"]["get"]
PARAMETERS = {each["name"]: each["schema"] for each in OPERATION["parameters"]}
FOUND = {**document(), "$ref": "#/components/schemas/CatalogueFound"}
STRICT = jsonschema.Draft202012Validator(FOUND, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
GIVEN = {
    "q": ["sea"], "box": ["1,2,3,4"], "polygon": ["1 2,3 4,5 6"], "from": ["-500"], "to": ["2020-05"], "top": ["0"],
    "bottom": ["20"], "sort": ["oldest"], "per_page": ["5"], "page": ["2"], "after": ["7"],
}  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "&q=oxygen",
        "&per_page=3",
        "&per_page=3&page=2",
        "&after=9999999999999999",
        "&q=nothinglikeit",
        "&box=x&top=y",
    ],
)
def test_every_answer_is_as_the_document_says(alice: Person, asked: str) -> None:
    published(alice, make_moderator("mona"), access="embargoed")
    make_entries(5)
    CatalogueEntry.objects.filter(title="Title 2").update(identifier="https://elsewhere.example/2", origin="x")
    answer = Client().get(f"/search/?format=json{asked}").json()
    assert [fault.message for fault in STRICT.iter_errors(answer)] == []


@pytest.mark.django_db
def test_the_check_is_strict() -> None:
    answer = Client().get("/search/?format=json").json()
    assert STRICT.is_valid(answer)
    assert not STRICT.is_valid({**answer, "total": "3"})
    assert not STRICT.is_valid({**answer, "more": 1})
    assert not STRICT.is_valid({name: value for name, value in answer.items() if name != "next"})


def test_every_parameter_of_the_document_is_understood_and_no_other() -> None:
    for name, schema in PARAMETERS.items():
        if name == "format":
            continue
        value = GIVEN.get(name, ["x"] if schema["type"] == "array" else [])
        question = read_question({name: value})
        assert question.ignored == ()
        assert f"{name}=" in query_string(question), name
    assert {*GIVEN} <= {*PARAMETERS}


@pytest.mark.django_db
@pytest.mark.parametrize("form", PARAMETERS["format"]["enum"])
def test_every_form_has_the_type_that_is_documented(form: str) -> None:
    answer = Client().get("/search/", {"format": form})
    assert answer["Content-Type"].partition(";")[0] in OPERATION["responses"]["200"]["content"]
    assert str(answer.status_code) in OPERATION["responses"]
    assert Client().get("/search/", {"format": form}, headers={"If-None-Match": answer["ETag"]}).status_code == 304
