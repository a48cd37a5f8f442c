"""schemathesis over both documents: whatever is sent, answers are those the documents tell, and never a failure."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from repository.models import Dataset

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    unsupported_method,
]  # fmt: skip
DOCUMENTS = {"records": "/ogcapi/records/api", "stac": "/stac/api"}
EXAMPLES = 25
"""Of each operation as the document wants it; some of what it does not want."""


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The test's own transaction outlives the requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_sent_is_answered_as_the_document_tells(
    datasets: list[Dataset], name: str, mode: GenerationMode
) -> None:
    schema: Any = schemathesis.openapi.from_wsgi(DOCUMENTS[name], get_wsgi_application())
    tried = [_send(found.ok(), datasets[0].suffix, mode) for found in schema.get_all_operations()]
    assert len(tried) >= 9


def _send(operation: Any, suffix: str, mode: GenerationMode) -> str:
    """Many requests to one operation, half of them about a record that is there."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES if mode is GenerationMode.POSITIVE else EXAMPLES // 3, deadline=None, database=None,
        derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def sent(case: Any) -> None:
        for part in ("recordId", "itemId"):
            if part in (case.path_parameters or {}) and len(str(case.path_parameters[part])) % 2:
                case.path_parameters[part] = suffix
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    try:
        sent()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # there is nothing to say otherwise
    return str(operation.label)
