"""How the APIs of records answer: JSON that every page of the web may read, and problems in JSON, never a page."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from harvest.compression import compressed
from harvest.ogcapi.bodies import LONGEST, json_of
from harvest.records.refused import FilterRefused, TooExpensive
from repository.ogc_links import HTML, JSON, PROBLEM

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]

_MOST_ARGUMENTS: Final = 60
_OPEN: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Link, Retry-After"}
_LASTING: Final = "public, max-age=300"


class Unanswerable(Exception):
    """A request that is refused for what it is, not for what it asks."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def open_to_programs(*methods: str) -> Callable[[View], View]:
    """A view for programs of any origin: no cookie is read, each refusal is a problem document."""
    allowed = (*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS")

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **names: str) -> HttpResponse:
            response = _answered(view, request, names, allowed)
            is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith(HTML)
            return response if is_page else _for_programs(response, request)

        return answered

    return wrap


def _answered(view: View, request: HttpRequest, names: Mapping[str, str], allowed: tuple[str, ...]) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight(allowed)
    if request.method not in allowed:
        told = {"Allow": ", ".join(allowed)}
        return problem(405, "method-not-allowed", "There is nothing to do so here.", headers=told)
    try:
        return view(request, **names)
    except (FilterRefused, TooExpensive, Unanswerable, Http404, OperationalError) as refused:
        return _refusal(refused)


def _for_programs(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Readable by pages of any site, in a coding that the client reads."""
    for name, value in _OPEN.items():
        response[name] = value
    patch_vary_headers(response, ("Accept-Encoding",))
    body, coding = compressed(response.content, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if coding:
        response.content = body
        response["Content-Encoding"] = coding
        response["Content-Length"] = str(len(body))
    return response


def _refusal(refused: Exception) -> HttpResponse:
    match refused:
        case FilterRefused():
            return problem(400, "invalid-parameter", refused.sentence, parameter=refused.locator)
        case TooExpensive():
            return problem(400, "too-expensive", refused.sentence)
        case Unanswerable():
            return problem(refused.status, "not-answerable", refused.sentence)
        case Http404():
            return problem(404, "not-found", "There is no such collection or record.")
        case _:
            logger.error("harvest.refused", exc_info=refused)
            return problem(503, "not-answered", "It cannot be answered now.", headers={"Retry-After": "10"})


def _preflight(allowed: tuple[str, ...]) -> HttpResponse:
    told = ", ".join(allowed)
    headers = {"Allow": told, "Access-Control-Allow-Methods": told, "Access-Control-Allow-Headers": "Content-Type"}
    return HttpResponse(status=204, headers=headers | {"Access-Control-Max-Age": "86400"})


def send(document: Mapping[str, Any], kind: str = JSON, *, is_lasting: bool = False) -> HttpResponse:
    """A document. ``is_lasting``: it may be kept for some minutes; what was found is asked anew each time."""
    body = _encoded(document)
    headers = {"Cache-Control": _LASTING if is_lasting else "public, no-cache", "Vary": "Accept"}
    return HttpResponse(body, content_type=kind, headers=headers | {"Content-Length": str(len(body))})


def problem(
    status: int, code: str, sentence: str, *, parameter: str = "", headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Why it was not done: RFC 9457, with the ``code`` and ``description`` of OGC API - Common."""
    said: dict[str, Any] = {
        "type": f"urn:varve:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": sentence,
        "description": sentence,
    }
    if parameter:
        said["parameter"] = parameter
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(_encoded(said), status=status, content_type=PROBLEM, headers=kept)


def pairs_of(request: HttpRequest) -> list[tuple[str, str]]:
    """The arguments of the address. Raises FilterRefused where there are too many."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_ARGUMENTS)
    except ValueError as error:
        raise FilterRefused("There are too many parameters.", "query") from error


def body_of(request: HttpRequest) -> Any:
    """The JSON of a request's body, read no further than it may be long. Raises Unanswerable, FilterRefused."""
    if not (request.content_type or "").endswith("json"):
        raise Unanswerable(415, "A body is JSON, with the media type application/json.")
    body = request.read(LONGEST + 1)
    if len(body) > LONGEST:
        raise Unanswerable(413, f"A body has at most {LONGEST} bytes.")
    return json_of(body)


def token_keys() -> tuple[bytes, ...]:
    """Keys for tokens of these APIs alone, made from the site's secrets, the one to sign with first."""
    return tuple(map(_key, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)))


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"harvest.records.token:{secret}".encode()).digest()


def _encoded(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
