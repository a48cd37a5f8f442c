"""The form of an answer of an API: data, or a page for people; ``f`` goes before what is accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from harvest.records.refused import FilterRefused
from harvest.records_answers import pairs_of, send
from repository.ogc_links import GEOJSON, HTML, JSON, OPENAPI, SCHEMA
from repository.views.negotiation import Offer, choose

_DATA: Final = "data"
_OFFERS: Final = (
    *(Offer(kind, _DATA) for kind in (JSON, GEOJSON, SCHEMA, OPENAPI.partition(";")[0])),
    Offer(HTML, "page"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: a heading, entries (words, address, more words), and the address of the page after it."""

    heading: str
    words: str = ""
    entries: list[tuple[str, str, str]] = field(default_factory=list)
    following: str = ""
    asks: str = ""
    """The words that were searched for, where they can be."""
    can_search: bool = False


def wants_page(request: HttpRequest, form: str | None = None) -> bool:
    """Whether a page is wanted, not data, which is sent to whoever accepts neither. ``form``: ``f`` as it was read.

    Raises FilterRefused.
    """
    told = form if form is not None else dict(pairs_of(request)).get("f", "")
    if told:
        if told not in ("json", "html"):
            raise FilterRefused("A form is json or html.", "f")
        return told == "html"
    chosen = choose(request.headers.get("Accept", ""), _OFFERS)
    return chosen is not None and chosen.offer.name != _DATA


def only_form(request: HttpRequest) -> None:
    """Raises FilterRefused for any argument but ``f``."""
    for name, _value in pairs_of(request):
        if name != "f":
            raise FilterRefused(f"There is no parameter {name[:80]!r}.", name[:80])


def send_page(request: HttpRequest, shown: Shown) -> HttpResponse:
    """The page, which is one of the site: in the reader's language, and nobody else's."""
    response = render(request, "harvest/ogcapi.html", {"shown": shown})
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    return response


def send_either(
    request: HttpRequest, document: Mapping[str, Any], shown: Shown, *, is_page: bool, kind: str = JSON
) -> HttpResponse:
    """A document that lasts for some minutes, or its page."""
    return send_page(request, shown) if is_page else send(document, kind, is_lasting=True)
