"""Error code -> HTTP status and page: the one place where the repository's errors become answers."""

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from repository.api.problems import bare, is_for_programs
from repository.catalogue.index.folder import IndexUnavailable
from repository.errors import (
    FileRefused,
    Incomplete,
    Malformed,
    NotAllowed,
    RepositoryError,
    StaleRecord,
    TokenRefused,
    TransientFailure,
    WrongState,
)
from repository.lifecycle import MoveRefused
from repository.views.renewal import typed_before_signing_in
from repository.views.search_turns import Crowded, crowded_answer

logger = logging.getLogger(__name__)

STATUS: dict[type[RepositoryError], int] = {
    Malformed: 400,
    TokenRefused: 401,
    NotAllowed: 403,
    WrongState: 409,
    StaleRecord: 409,
    Incomplete: 422,
    FileRefused: 422,
    TransientFailure: 503,
}


_CODES = {400: "malformed", 403: "not-allowed", 404: "not-found", 405: "method-not-allowed", 429: "too-many"}
"""Codes of what Django itself refuses."""


class ProblemMiddleware:
    """Turns a ``RepositoryError`` that a view let through into a page (or JSON) with its sentence and code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on. The address of a button that is opened as a page gets a page that says so."""
        answer = self.get_response(request)
        if answer.status_code == 405 and not answer.streaming and not answer.content:
            page = _page(request, "errors/405.html", status=405)
            page.headers["Allow"] = answer.headers.get("Allow", "")
            return page
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what is ours; leave the rest to Django."""
        if isinstance(exception, MoveRefused):
            exception = WrongState(_("This is not possible in the present state. Reload the page to see it."))
        if isinstance(exception, IndexUnavailable):
            exception = _cannot_search(exception)
        if isinstance(exception, DataError):
            return _unstorable(request, exception)
        if isinstance(exception, Crowded):
            return crowded_answer(request)
        if not isinstance(exception, RepositoryError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(exception, kind)), 500)
        logger.info("request.refused code=%s status=%d path=%s", exception.code, status, request.path)
        if "json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": exception.code, "detail": exception.sentence}, status=status)
        page = "errors/403.html" if status == 403 else "errors/problem.html"
        return _page(request, page, status=status, sentence=exception.sentence, code=exception.code)


def _page(request: HttpRequest, template: str, *, status: int, **words: str) -> HttpResponse:
    """The page of an error; without the request where it is the request that cannot be looked up, as by its cookie."""
    if is_for_programs(request):
        return bare(status, words.get("code") or _CODES.get(status, "error"))
    try:
        return render(request, template, words, status=status)
    except Exception as failure:
        logger.warning("request.unreadable path=%r status=%d", request.path, status, exc_info=failure)
        return HttpResponse(render_to_string(template, {**words, "site_name": settings.SITE_NAME}), status=status)


def _cannot_search(exception: IndexUnavailable) -> TransientFailure:
    """The log says what is wrong with the index; a reader is told that it passes."""
    logger.error("catalogue.unavailable problem=%s", exception.sentence, exc_info=exception)
    return TransientFailure(
        _("The search is being prepared and cannot answer yet. Try again in a few minutes."), code=exception.code
    )


def _unstorable(request: HttpRequest, exception: DataError) -> HttpResponse:
    """400 for what no database holds, such as a NUL in an address or a cookie; the log says where it came out."""
    logger.warning("request.unstorable path=%r", request.path, exc_info=exception)
    # without the request: it may be its cookie that cannot be looked up
    return HttpResponse(render_to_string("errors/400.html", {"site_name": settings.SITE_NAME}), status=400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, "errors/403.html", status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the token of its page."""
    logger.info("request.refused code=forged status=403 path=%s reason=%s", request.path, reason)
    if typed := typed_before_signing_in(request):
        return typed
    return _page(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: wait."""
    logger.info("request.refused code=too-many status=429 path=%s", request.path)
    answer = _page(request, "errors/429.html", status=429)
    answer["Retry-After"] = "300"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with a number that the help desk finds in the log."""
    number = secrets.token_hex(2).upper()
    logger.error("request.failed number=%s path=%s", number, request.path)
    if is_for_programs(request):
        return bare(500, f"failed-{number}")
    # without the request: its context asks the database, which may be what failed
    return HttpResponse(
        render_to_string("errors/500.html", {"number": number, "site_name": settings.SITE_NAME}), status=500
    )
