"""The door for STAC clients at ``/stac/``: nobody signs in."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from harvest.ogcapi.arguments import read_arguments
from harvest.ogcapi.schemas import queryables
from harvest.ogcapi_records.documents import Place
from harvest.queries_extent import records_extent
from harvest.records.queryables import STAC
from harvest.records_answers import body_of, open_to_programs, pairs_of, send, token_keys
from harvest.records_pages import Page, page_of, stored_feature
from harvest.stac import asking, documents, openapi
from harvest.stac.asking import Search
from repository.ogc_links import GEOJSON, JSON, OPENAPI, SCHEMA, link

_RENDITION: Final = "stac"


@open_to_programs("GET")
def catalogue(request: HttpRequest) -> HttpResponse:
    """`/stac/`."""
    read_arguments(pairs_of(request), ())
    return send(documents.catalogue(_place()), is_lasting=True)


@open_to_programs("GET")
def conformance(request: HttpRequest) -> HttpResponse:
    """`/conformance`."""
    read_arguments(pairs_of(request), ())
    return send(documents.conformance(), is_lasting=True)


@open_to_programs("GET")
def api(request: HttpRequest) -> HttpResponse:
    """`/api`: the OpenAPI document."""
    read_arguments(pairs_of(request), ())
    return send(openapi.document(_place()), OPENAPI, is_lasting=True)


@open_to_programs("GET")
def collections(request: HttpRequest) -> HttpResponse:
    """`/collections`."""
    read_arguments(pairs_of(request), ())
    return send(documents.collections(_place(), records_extent()), is_lasting=True)


@open_to_programs("GET")
def collection(request: HttpRequest) -> HttpResponse:
    """`/collections/datasets`."""
    read_arguments(pairs_of(request), ())
    return send(documents.collection(_place(), records_extent()), is_lasting=True)


@open_to_programs("GET")
def names(request: HttpRequest) -> HttpResponse:
    """`/queryables`."""
    return _names(request, _place().root)


@open_to_programs("GET")
def names_of_collection(request: HttpRequest) -> HttpResponse:
    """`/collections/datasets/queryables`: the same."""
    return _names(request, _place().collection)


@open_to_programs("GET")
def items(request: HttpRequest) -> HttpResponse:
    """`/collections/datasets/items`: a page of items."""
    place = _place()
    given = read_arguments(pairs_of(request), asking.KNOWN)
    return _send_by_address(place, place.items, dict(given.given), asking.search_of_address(given))


@open_to_programs("GET")
def item(request: HttpRequest, suffix: str) -> HttpResponse:
    """One item by its suffix or its DOI."""
    read_arguments(pairs_of(request), ())
    place = _place()
    return send(documents.as_member(place, stored_feature(suffix, _RENDITION)), GEOJSON)


@open_to_programs("GET", "POST")
def search(request: HttpRequest) -> HttpResponse:
    """`/search`: a page of items; the question stands in the address, or in a JSON body."""
    place = _place()
    here = f"{place.root}/search"
    given = read_arguments(pairs_of(request), asking.KNOWN if request.method != "POST" else ())
    if request.method != "POST":
        return _send_by_address(place, here, dict(given.given), asking.search_of_address(given))
    body = body_of(request)
    asked = asking.search_of_body(body)
    found = _found(asked)
    links = [link("self", here, GEOJSON, method="POST", body=body)]
    if found.token:
        links.append(link("next", here, GEOJSON, method="POST", body={**body, "token": found.token}))
    return _send(place, asked, found, links)


def _names(request: HttpRequest, above: str) -> HttpResponse:
    read_arguments(pairs_of(request), ())
    return send(queryables(f"{above}/queryables", f"Names of {settings.SITE_NAME}", STAC), SCHEMA, is_lasting=True)


def _send_by_address(place: Place, here: str, given: dict[str, str], asked: Search) -> HttpResponse:
    found = _found(asked)
    links = [link("self", _with(here, given), GEOJSON)]
    if found.token:
        links.append(link("next", _with(here, {**given, "token": found.token}), GEOJSON, method="GET"))
    return _send(place, asked, found, links)


def _found(asked: Search) -> Page:
    return page_of(asked.condition, asked.sort, asked.limit, asked.token, rendition=_RENDITION, keys=token_keys())


def _send(place: Place, asked: Search, found: Page, links: list[dict[str, Any]]) -> HttpResponse:
    def member(feature: dict[str, Any]) -> dict[str, Any]:
        return asked.fields.of(documents.as_member(place, feature))

    links.append(link("root", f"{place.root}/", JSON))
    return send(found.as_collection(links, member), GEOJSON)


def _place() -> Place:
    return Place(name=settings.SITE_NAME, site=settings.SITE_URL, root=f"{settings.SITE_URL}/stac")


def _with(address: str, given: dict[str, str]) -> str:
    return f"{address}?{urlencode(given)}" if given else address
