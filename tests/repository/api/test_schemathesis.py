"""schemathesis over the whole document: whatever is sent, answers are those the document tells, and never a failure."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
    use_after_free,
)

from compute.services import asking
from config.wsgi import application
from repository.api import throttling
from repository.api.openapi import document
from repository.models import Person
from tests.addresses.scene import nothing_stays
from tests.factories import make_draft, make_submitted
from tests.repository.api.program import program
from tests.repository.api.surroundings import peopled, values_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, ignored_auth, unsupported_method, use_after_free,
]  # fmt: skip

EXAMPLES = 8
"""Of each operation as the document wants it, and as many as it does not; the suite sends a few as it wants it."""


@pytest.fixture
def schema() -> Iterator[Any]:
    """The document as the site tells it. The test's own transaction outlives the requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", _from_here)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _from_here(environ: dict[str, Any], start_response: Any) -> Any:
    return application({**environ, "REMOTE_ADDR": "127.0.0.1"}, start_response)


@pytest.mark.parametrize(
    ("mode", "examples"),
    [
        pytest.param(GenerationMode.POSITIVE, 3, id="as told"),
        pytest.param(GenerationMode.POSITIVE, EXAMPLES, id="as told, often", marks=pytest.mark.drill),
        pytest.param(GenerationMode.NEGATIVE, EXAMPLES, id="otherwise", marks=pytest.mark.drill),
    ],
)
def test_whatever_is_sent_is_answered_as_the_document_tells(
    schema: Any, alice: Person, mode: GenerationMode, examples: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "WITH_TOKEN", 10**9)
    monkeypatch.setattr(throttling, "WITHOUT", 10**9)
    monkeypatch.setattr(asking, "MOST", 10**9)
    there = [values_of(peopled(make(alice), alice)) for make in (make_draft, make_submitted)]
    shown = {"Authorization": f"Bearer {program(alice).token}"}
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()
        for values in there:
            _send(operation, values, shown, mode, examples)
        tried.append(operation.label)
    assert len(tried) == sum(len(operations) for operations in document()["paths"].values())


def _send(operation: Any, values: dict[str, str], shown: dict[str, str], mode: GenerationMode, examples: int) -> None:
    """Many requests to one operation, about a dataset that is there; nothing of it stays."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def sent(case: Any) -> None:
        case.path_parameters = {name: values[name] for name in case.path_parameters or ()}
        with nothing_stays():
            case.call_and_validate(headers=shown, checks=CHECKS)

    try:
        sent()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # there is nothing to say otherwise
