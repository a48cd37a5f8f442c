"""A finished answer leaves whole, a streamed one as it is."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.answers import whole


def served(response: Iterable[bytes]) -> Iterable[bytes]:
    def application(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
        return response

    return whole(application)({}, lambda *_: None)


@pytest.mark.django_db  # the end of an answer looks at the database connections
def test_a_finished_answer_is_one_list_and_is_closed() -> None:
    response = HttpResponse(b"all of it")
    assert served(response) == [b"all of it"]
    assert response.closed


def test_a_streamed_answer_is_left_to_the_server() -> None:
    response = StreamingHttpResponse(iter([b"a", b"b"]))
    assert served(response) is response
    assert not response.closed


def test_what_is_no_answer_of_django_is_handed_on() -> None:
    pieces = iter([b"a", b"b"])
    assert served(pieces) is pieces
