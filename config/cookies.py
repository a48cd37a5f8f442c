"""An answer that carries a cookie is for one reader: whatever made the answer, no proxy may keep it."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

_FOR_PROXIES: Final = frozenset({"public", "s-maxage", "proxy-revalidate"})


class CookiesStayPrivate:
    """Stands outside all that sets cookies: a session that ended, a token of a form, a choice of language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, private where it sets or takes away a cookie."""
        answer = self._get_response(request)
        if answer.cookies:
            answer["Cache-Control"] = as_private(answer.get("Cache-Control", ""))
            del answer["Surrogate-Key"]
        return answer


def as_private(cache_control: str) -> str:
    """The same directives for the reader's own memory alone.

    >>> as_private("public, max-age=0, s-maxage=14400")
    'private, max-age=0'
    >>> as_private("no-store")
    'private, no-store'
    """
    said = [each.strip() for each in cache_control.split(",")]
    kept = [each for each in said if each and each.partition("=")[0].strip().lower() not in _FOR_PROXIES | {"private"}]
    return ", ".join(["private", *kept])
