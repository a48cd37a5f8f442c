"""The door for OGC API - Records at ``/ogcapi/records/``: nobody signs in; each document is a page too."""

from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from harvest.ogcapi.arguments import Arguments, read_arguments
from harvest.ogcapi.links import both_forms, relinked
from harvest.ogcapi.schemas import queryables, sortables
from harvest.ogcapi_records import documents, openapi
from harvest.ogcapi_records.asking import asked_of
from harvest.ogcapi_records.documents import Place
from harvest.queries_extent import records_extent
from harvest.records.queryables import RECORDS
from harvest.records_answers import body_of, open_to_programs, pairs_of, send, token_keys
from harvest.records_forms import Shown, only_form, send_either, send_page, wants_page
from harvest.records_pages import Page, page_of, stored_feature
from repository.ogc_links import GEOJSON, OPENAPI, SCHEMA, link

_RENDITION: Final = "ogc-record"
_NAMES: Final = {
    "queryables": (queryables, gettext_lazy("What records can be asked by")),
    "sortables": (sortables, gettext_lazy("What records can be sorted by")),
}


@open_to_programs("GET")
def landing(request: HttpRequest) -> HttpResponse:
    """`/ogcapi/records/`."""
    only_form(request)
    is_page = wants_page(request)
    shown = Shown(_("Records for programs"), _("Descriptions of all public datasets, by OGC API - Records."))
    return send_either(request, documents.landing(_place(), page=is_page), shown, is_page=is_page)


@open_to_programs("GET")
def conformance(request: HttpRequest) -> HttpResponse:
    """`/conformance`."""
    only_form(request)
    is_page = wants_page(request)
    shown = Shown(_("What the API conforms to"), entries=[(each, each, "") for each in documents.CONFORMS_TO])
    return send_either(request, documents.conformance(_place(), page=is_page), shown, is_page=is_page)


@open_to_programs("GET")
def api(request: HttpRequest) -> HttpResponse:
    """`/api`: the OpenAPI document."""
    only_form(request)
    document = openapi.document(_place())
    operations = [
        (f"{method.upper()} {path}", "", operation["summary"])
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    shown = Shown(_("What programs can ask"), entries=operations)
    return send_either(request, document, shown, is_page=wants_page(request), kind=OPENAPI)


@open_to_programs("GET")
def collections(request: HttpRequest) -> HttpResponse:
    """`/collections`."""
    only_form(request)
    is_page, place = wants_page(request), _place()
    document = documents.collections(place, records_extent(), page=is_page)
    entries = [(_("Datasets"), f"{place.collection}?f=html", _("Every public dataset of the repository."))]
    return send_either(request, document, Shown(_("Collections"), entries=entries), is_page=is_page)


@open_to_programs("GET")
def collection(request: HttpRequest) -> HttpResponse:
    """`/collections/datasets`."""
    only_form(request)
    is_page, place = wants_page(request), _place()
    document = documents.collection(place, records_extent(), page=is_page)
    entries = [(_("Records"), f"{place.items}?f=html", "")]
    shown = Shown(_("Datasets"), _("Every public dataset of the repository."), entries)
    return send_either(request, document, shown, is_page=is_page)


@open_to_programs("GET")
def names(request: HttpRequest, kind: str) -> HttpResponse:
    """`/collections/datasets/queryables` and `/sortables`."""
    only_form(request)
    place, (schema, words) = _place(), _NAMES[kind]
    document = schema(f"{place.collection}/{kind}", f"Names of {place.name}", RECORDS)
    entries = [(each, "", said["title"]) for each, said in document["properties"].items()]
    shown = Shown(str(words), entries=entries)
    return send_either(request, document, shown, is_page=wants_page(request), kind=SCHEMA)


@open_to_programs("GET", "POST")
def items(request: HttpRequest) -> HttpResponse:
    """`/collections/datasets/items`: a page of records; by POST with a condition in CQL2 JSON as the body."""
    place = _place()
    given = read_arguments(pairs_of(request), openapi.KNOWN)
    is_page = wants_page(request, given.text("f"))
    body = body_of(request) if request.method == "POST" else None
    asked = asked_of(given, body)
    found = page_of(
        asked.condition, asked.sort, asked.limit, given.text("token"), rendition=_RENDITION, keys=token_keys()
    )
    if is_page:
        return send_page(request, _shown(place, given, found))
    links = [*_links(place, given, found, body), link("collection", place.collection)]
    return send(found.as_collection(links, lambda each: _member(place, each)), GEOJSON)


@open_to_programs("GET")
def item(request: HttpRequest, suffix: str) -> HttpResponse:
    """One record by its suffix or its DOI; its page is that of the dataset."""
    only_form(request)
    place = _place()
    found = stored_feature(suffix, _RENDITION)
    if wants_page(request):
        return HttpResponseRedirect(reverse("landing", args=[found["id"]]), status=303)
    own = documents.links_of_item(place, found["id"], alone=True)
    return send(relinked(found, own, drop=("self", "collection")), GEOJSON)


@open_to_programs("GET", "POST")
def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever else is asked for below an API."""
    raise Http404


def _place() -> Place:
    return Place(name=settings.SITE_NAME, site=settings.SITE_URL, root=f"{settings.SITE_URL}/ogcapi/records")


def _member(place: Place, feature: dict[str, Any]) -> dict[str, Any]:
    return relinked(feature, documents.links_of_item(place, feature["id"]), drop=("self", "collection"))


def _links(place: Place, given: Arguments, found: Page, body: object) -> list[dict[str, Any]]:
    """This page, its other form, and the next one, whose question is the same."""
    here = _address(place, given, token=given.text("token"))
    made = both_forms("self", here, GEOJSON, "These records")
    if found.token:
        more = {"method": "POST", "body": body} if body is not None else {}
        made.append(link("next", _address(place, given, token=found.token), GEOJSON, "More records", **more))
    return made


def _address(place: Place, given: Arguments, *, token: str, **others: str) -> str:
    kept = {name: value for name, value in given.given.items() if name not in ("token", "f")}
    told = urlencode({**kept, **({"token": token} if token else {}), **others})
    return f"{place.items}?{told}" if told else place.items


def _shown(place: Place, given: Arguments, found: Page) -> Shown:
    entries = [
        (each["properties"]["title"], f"{place.site}{reverse('landing', args=[each['id']])}", _date(each))
        for each in found.features
    ]
    following = _address(place, given, token=found.token, f="html") if found.token else ""
    words = ngettext("%(count)s record", "%(count)s records", found.matched) % {"count": found.matched}
    return Shown(_("Records"), words, entries, following, asks=given.text("q"), can_search=True)


def _date(feature: dict[str, Any]) -> str:
    return str(feature["properties"].get("created", ""))[:10]
