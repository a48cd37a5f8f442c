"""Harvesters are answered before all that is there for people: sessions, languages, sign-in, policies for pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from harvest.csw.door import csw
from harvest.views import oai, wants_page


class HarvestersFirst:
    """Answers programs at ``/oai`` and ``/csw`` and hands on every other request; right behind SecurityMiddleware.

    Nothing it passes by could change the answer, and all of it together costs a quarter of the time of a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._doors = {reverse("oai"): oai, reverse("csw"): csw}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a harvester, or what the rest of the site answers."""
        door = self._doors.get(request.path)
        if door is None or (door is oai and wants_page(request)):
            return self._get_response(request)
        return door(request)
