"""Answers of the search kept in memory for readers who are not signed in, each under all that it is made of.

A new commit of the index, another day, other names of the disciplines: each is another key, and what is no longer asked
for goes. What vocabularies call a value may be a minute late.
"""

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from repository.catalogue.index.folder import IndexUnavailable
from repository.queries.search_state import SearchState
from repository.views.known_first import remember
from repository.views.landing_pages import LIFE_S, Shelf
from repository.views.public_headers import conditional, digest_of
from repository.views.search_turns import turn_of

LONGEST_ADDRESS: Final = 2000


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The bytes of an answer, what they are, what tells them from others, and when they were made."""

    body: bytes
    content_type: str
    digest: bytes
    born: float

    @property
    def size(self) -> int:
        """Bytes that it takes, about."""
        return len(self.body)


SHELF: Final = Shelf[KeptAnswer]()


def kept_answer(request: HttpRequest, state: SearchState, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What ``make`` answers, made once for all who ask the same; "not modified" to who has it already."""
    if not _is_for_all(request):
        with turn_of(request):
            return conditional(request, make())
    key = _key_of(request, state)
    kept = SHELF.find(key)
    if kept is None:
        with turn_of(request):
            made = make()
        kept = KeptAnswer(made.content, made["Content-Type"], digest_of(made.content), time.monotonic())
        SHELF.keep(key, kept)
    response = HttpResponse(kept.body, content_type=kept.content_type)
    answer = conditional(request, response, digest=kept.digest, shared_s=0)
    today = datetime.now(UTC).date()
    remember(request, answer, seconds=LIFE_S, holds=lambda: _is_still(state) and datetime.now(UTC).date() == today)
    return answer


def _is_still(state: SearchState) -> bool:
    """Whether the index that readers see is that of the state."""
    try:
        return state.reader.commit == state.commit
    except IndexUnavailable:
        return False


def _is_for_all(request: HttpRequest) -> bool:
    """Whether the answer is the same for all who ask so: no session, no message, no endless address."""
    is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    return not is_personal and len(request.get_full_path()) <= LONGEST_ADDRESS


def _key_of(request: HttpRequest, state: SearchState) -> Hashable:
    return (
        state.root,
        state.commit,
        state.poles,
        datetime.now(UTC).date(),
        request.get_host(),
        request.get_full_path(),
        get_language(),
    )
