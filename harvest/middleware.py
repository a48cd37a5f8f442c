"""Harvesters are answered before all that is there for people: sessions, languages, sign-in, policies for pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from harvest.views import oai, wants_page


class HarvestersFirst:
    """Answers programs at ``/oai`` itself and hands on every other request; stands right behind SecurityMiddleware.

    Nothing it passes by could change the answer, and all of it together costs a quarter of the time of a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._path = reverse("oai")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a harvester, or what the rest of the site answers."""
        if request.path == self._path and not wants_page(request):
            return oai(request)
        return self._get_response(request)
