"""What a line of the log looks like: words or JSON, with the number of the request, without addresses and secrets."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
_FIELD = re.compile(r"\b([a-z_]+)=('[^']*'|\S+)")
_SECRETS = (
    (re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]+@"), "***@"),
    (re.compile(r"[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+"), "***@***"),
    (re.compile(r"(/(?:invitation|review/open|feeds)/)[^\s/?\"']+"), r"\1***"),
    (re.compile(r"(/notices/(?:stop|watch)/)[^\s?\"']+"), r"\1***"),
    (re.compile(r"(/accounts/(?:confirm-email|password/reset/key)/)[^\s/?\"']+"), r"\1***"),
    (re.compile(r"\bvarve_[a-z0-9]{8}_[A-Za-z0-9]{8,}"), "varve_***"),
    (re.compile(r"(?i)\b(token|password|secret|authorization)(=|: ?)(?:bearer )?[^\s&,;]+"), r"\1\2***"),
)
"""What never reaches a log, whoever wrote the line: passwords in addresses, mail addresses, the keys of links."""

current: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered, empty outside of one."""


class RequestNumbers:
    """Numbers every request; the answer names the number, and so does every line of the log about it.

    A number that a proxy of ours has given already (``trusts_proxy``) is kept. Stands before everything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._trusts_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer under a number."""
        given = request.headers.get(HEADER, "") if self._trusts_proxy else ""
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        mark = current.set(number)
        try:
            answer = self._get_response(request)
        finally:
            current.reset(mark)
        answer.headers[HEADER] = number
        return answer


class Line(logging.Formatter):
    """Words: time, level, logger, message, and the request where there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the name of the library's)
        """The first line."""
        number = current.get()
        return super().formatMessage(record) + (f" request={number}" if number else "")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the trace below it."""
        return without_secrets(super().format(record))


class Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message, the ``key=value`` pairs in it, request, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The object."""
        message = without_secrets(record.getMessage())
        row: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message,
        }
        if fields := {name: value.strip("'") for name, value in _FIELD.findall(message)}:
            row["fields"] = fields
        if number := current.get():
            row["request"] = number
        if record.exc_info:
            row["trace"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(row, ensure_ascii=False)


def without_secrets(text: str) -> str:
    """A text for the log, without what identifies people or opens doors."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text
