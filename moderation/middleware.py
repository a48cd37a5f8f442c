"""Pages that follow a conversation are told first that nothing is new: before sessions, languages and sign-in."""

import re
from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified

from moderation.queries.talk import mark_of, proven_mark

_LIVE: Final = re.compile(r"/moderation/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/live/(?P<notes>notes/)?")


class TalkFirst:
    """Answers "not modified" where a tag of ours proves it, and hands on every other request to the view.

    The view looks at who asks at least once a minute; what this answers holds nothing but "nothing is new".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a page that has seen everything, or what the rest of the site answers."""
        tag = request.META.get("HTTP_IF_NONE_MATCH", "")
        if tag and request.method == "GET" and (found := _LIVE.fullmatch(request.path_info)):
            page, session = request.get_full_path(), request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
            mark = proven_mark(tag, page=page, session=session)
            if mark and mark == mark_of(UUID(found["key"]), with_private=bool(found["notes"])):
                return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "private, no-store"})
        return self._get_response(request)
