"""The documents as pages for people: the site's own pages of processes and jobs, and two short ones of this API."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from compute.doors.ogc_processes.documents import CONFORMS_TO
from compute.doors.ogc_processes.openapi import document
from repository.ogc_links import HTML, JSON
from repository.views.negotiation import Offer, choose

_OFFERS: Final = (Offer(JSON, "data"), Offer("application/vnd.oai.openapi+json", "data"), Offer(HTML, "page"))
Page = Callable[..., HttpResponse | None]
Entry = tuple[str, str, tuple[str, ...]]


def wants_page(request: HttpRequest) -> bool:
    """Whether a browser asks; ``f`` goes before what is accepted, data before a page where both are welcome."""
    form = request.GET.get("f", "")
    if form in ("json", "html"):
        return form == "html"
    chosen = choose(request.headers.get("Accept", ""), _OFFERS)
    return chosen is not None and chosen.offer.name == "page"


def leads_to(name: str, *parts: str) -> Page:
    """A page of the site, by its name; ``parts`` of this address stand in that one. None: there is no such page."""

    def page(request: HttpRequest, **names: str) -> HttpResponse | None:
        try:
            return HttpResponseRedirect(reverse(name, args=[names[part] for part in parts]), status=303)
        except NoReverseMatch:
            return None

    return page


def api_page(request: HttpRequest) -> HttpResponse:
    """Every operation, what it takes and answers."""
    entries: list[Entry] = [
        (f"{verb.upper()} {path}", operation["summary"], _told(operation))
        for path, operations in document()["paths"].items()
        for verb, operation in operations.items()
    ]
    return _page(request, _("What programs can ask"), entries)


def conformance_page(request: HttpRequest) -> HttpResponse:
    """The classes."""
    return _page(request, _("What the API conforms to"), [(each, "", ()) for each in CONFORMS_TO])


def _told(operation: dict[str, Any]) -> tuple[str, ...]:
    given = tuple(f"{each['name']} ({each['in']}): {each['description']}" for each in operation["parameters"])
    answers = tuple(f"{status}: {each['description']}" for status, each in operation["responses"].items())
    return given + answers


def _page(request: HttpRequest, heading: str, entries: list[Entry]) -> HttpResponse:
    return render(request, "compute/ogc_processes.html", {"heading": heading, "entries": entries})
