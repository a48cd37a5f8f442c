"""Who was told to come back later and did not is answered before all that is there for people."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from repository.views.search_turns import refused_at_once


class CrowdsLast:
    """Stands where little has been done for a request, so that refusing very many of them costs others little."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A refusal, or what the rest of the site answers."""
        return refused_at_once(request) or self._get_response(request)
