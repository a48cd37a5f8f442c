"""Error -> problem document of the API: beside ``problems.py``, which makes the pages."""

import logging
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from config.problems import STATUS
from repository.api.authentication import REALM
from repository.api.problems import MEDIA_TYPE, problem
from repository.errors import RepositoryError, WrongState
from repository.lifecycle import MoveRefused

logger = logging.getLogger(__name__)

BY_CODE: Final = {
    "body-too-large": 413,
    "upload-too-large": 413,
    "length-missing": 411,
    "file-exists": 409,
    "revision-differs": 412,
    "disk-full": 507,
}
"""Codes whose status says more than that of their kind."""


def answer(exception: Exception, context: dict[str, Any]) -> Response | None:
    """What rest_framework asks for a view that raised; None leaves it to Django, as what nobody expected (500)."""
    if isinstance(exception, MoveRefused):
        exception = WrongState(_("This is not possible in the present state."))
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    if isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    if isinstance(exception, RepositoryError):
        return _ours(exception, context)
    if isinstance(exception, DataError):
        logger.warning("request.unstorable path=%r", context["request"].path, exc_info=exception)
        return _said(400, "unstorable", _("This holds characters that cannot be stored."))
    if isinstance(exception, exceptions.APIException):
        return _theirs(exception)
    return None


def _ours(exception: RepositoryError, context: dict[str, Any]) -> Response:
    status = BY_CODE.get(exception.code) or next(
        (code for kind, code in STATUS.items() if isinstance(exception, kind)), 500
    )
    logger.info("request.refused code=%s status=%d path=%s", exception.code, status, context["request"].path)
    said = _said(status, exception.code, exception.sentence, getattr(exception, "faults", ()))
    if status == 401:
        known = exception.code != "token-missing"
        said["WWW-Authenticate"] = f'{REALM}, error="invalid_token"' if known else REALM
    if exception.code == "digest-malformed":
        said["Want-Repr-Digest"] = "sha-256=10"
    return said


def _theirs(exception: exceptions.APIException) -> Response:
    code = str(exception.default_code).replace("_", "-")
    said = _said(exception.status_code, code, _SENTENCES.get(exception.status_code, lambda: str(exception.detail))())
    if isinstance(exception, exceptions.Throttled):
        said["Retry-After"] = str(int(getattr(exception, "wait", None) or 60))
    return said


_SENTENCES: Final = {
    404: lambda: _("There is nothing here for this token."),
    405: lambda: _("This address does not take that method."),
    415: lambda: _("The body must be JSON in UTF-8: Content-Type: application/json."),
    429: lambda: _("So many requests in a minute are too many. Wait a little, then go on."),
}


def _said(status: int, code: str, detail: str, errors: Any = ()) -> Response:
    return Response(problem(status, code, detail, errors), status=status, content_type=MEDIA_TYPE)
