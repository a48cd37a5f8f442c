"""A link's cookie: what a mailed link leaves in a browser, so that its token leaves the address at the first visit.

It is signed, goes back to the path of this one link alone, and is shown to no script. Whether the token that it holds
still opens anything is asked anew at every visit, by the caller.
"""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class LinkCookie:
    """The cookies of one kind of link. ``name``: of the cookie; ``page``: the address, by its key, that it lets in to.

    ``longest``: seconds for which a browser keeps one.
    """

    name: str
    page: str
    longest: int

    def enter(self, key: UUID, token: str, *, seconds: int | None = None) -> HttpResponse:
        """On to the page, without the token in its address; ``seconds``: where the link ends before the longest."""
        answer = redirect(self.page, key)
        answer.set_signed_cookie(
            self.name,
            token,
            salt=self._salt(key),
            max_age=self.longest if seconds is None else min(self.longest, seconds),
            path=reverse(self.page, args=[key]),
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        return unseen(answer)

    def token(self, request: HttpRequest, key: UUID) -> str:
        """The token that a browser brings for this link; empty where it brings none of ours, or another link's."""
        return request.get_signed_cookie(self.name, default="", salt=self._salt(key), max_age=self.longest) or ""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether a browser brings any cookie of this kind, good or not."""
        return self.name in request.COOKIES

    def _salt(self, key: UUID) -> str:
        return f"varve.{self.page}.{key}"


def unseen(response: Answer) -> Answer:
    """Kept by no cache, found by no search engine, told to no other site.

    Not `no-referrer`: a browser then sends forms with the origin "null", and they are refused as forged.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
