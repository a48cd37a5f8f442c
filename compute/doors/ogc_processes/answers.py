"""How the API answers: JSON, each refusal as an exception of the standard, nothing kept by shared caches."""

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from compute.doors.ogc_processes.pages import Page, wants_page
from compute.doors.ogc_processes.refused import Unanswered, unanswered
from repository.ogc_links import JSON, PROBLEM

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def answering(*methods: str, page: Page | None = None) -> Callable[[View], View]:
    """A view for programs; ``page`` is what a browser gets that opens it.

    The form token of a session is asked for by `asker_of`, not by the middleware.
    """
    allowed = (*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS")

    def wrap(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **names: str) -> HttpResponseBase:
            is_read = page is not None and request.method in ("GET", "HEAD") and wants_page(request)
            shown = page(request, **names) if is_read and page else None
            response = shown or _answered(view, request, names, allowed)
            response.headers.setdefault("Cache-Control", "private, no-store")
            response.headers.setdefault("Vary", "Accept, Authorization, Cookie")
            return response

        return answered

    return wrap


def _answered(view: View, request: HttpRequest, names: Mapping[str, str], allowed: tuple[str, ...]) -> HttpResponseBase:
    told = ", ".join(allowed)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": told})
    if request.method not in allowed:
        words = "This address does not take that method."
        return problem(Unanswered(405, "method-not-allowed", words, headers={"Allow": told}))
    try:
        return view(request, **names)
    except DataError:
        logger.warning("request.unstorable path=%r", request.path, exc_info=True)
        return problem(Unanswered(400, "InvalidParameterValue", "This holds characters that cannot be stored."))
    except Exception as error:
        said = unanswered(error)
        if said is None:
            raise
        logger.info("request.refused code=%s status=%d path=%s", said.type_, said.status, request.path)
        return problem(said)


def send(document: Mapping[str, Any], kind: str = JSON, *, status: int = 200, **headers: str) -> HttpResponse:
    """A document; ``_`` in the name of a header stands for ``-``."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(encoded(document), content_type=kind, status=status, headers=told)


def problem(said: Unanswered) -> HttpResponse:
    """An exception."""
    return HttpResponse(encoded(said.as_json()), content_type=PROBLEM, status=said.status, headers=said.headers)


def encoded(document: Any) -> bytes:
    """JSON in UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
