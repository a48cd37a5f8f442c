"""What crawlers and programs ask of a site before they read it: robots, sitemap, well-known addresses."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from repository.crosswalks.typed_links import LINKSET_JSON, LinkContext, TypedLink, linkset_json
from repository.queries.pages import TITLES
from repository.queries.sitemaps import datasets_of_part, sitemap_parts

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ROOMS: Final = (
    "/accounts/", "/admin/", "/deposits/", "/feeds/", "/i18n/", "/invitation/", "/moderation/", "/operations/",
    "/review/",
)  # fmt: skip
_API_CATALOG: Final = "https://www.rfc-editor.org/info/rfc9727"
_OPENAPI: Final = "application/vnd.oai.openapi+json"
_LAST_PART: Final = 10**9


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Whoever reads may read all that is public, files too; not the rooms, every list, and archives made on the way."""
    lines = ["User-agent: *", *(f"Disallow: {room}" for room in _ROOMS)]
    lines += [
        "Disallow: /search/?",
        "Disallow: /search/values",
        "Disallow: /search/nearby/",
        "Disallow: /ogcapi/records/collections/datasets/items?",
        "Disallow: /stac/search",
        "Disallow: /compute/products/*/*.",
        "Disallow: /datasets/*/zip$",
        "Disallow: /datasets/*/inside/?",
        "Disallow: /datasets/*/contact/",
        "Disallow: /datasets/*/nearby/",
    ]
    return _lasting("\n".join([*lines, "", f"Sitemap: {_absolute('sitemap')}", ""]), "text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's files, each with its last change."""
    entries = [_entry("sitemap", _absolute("sitemap-pages"))]
    entries += [_entry("sitemap", _absolute("sitemap-part", part.number), part.changed) for part in sitemap_parts()]
    return _document("sitemapindex", entries)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The pages that are not about one dataset."""
    return _document("urlset", [_entry("url", _absolute(name)) for name in ("home", "search", "agreement", *TITLES)])


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponse:
    """The landing pages of one part of the datasets, each with its last change."""
    if part > _LAST_PART:
        raise Http404("no such part")
    before, after = _absolute("landing", "-").split("/-/")
    entries = (_entry("url", f"{before}/{suffix}/{after}", changed) for suffix, changed in datasets_of_part(part))
    return _document("urlset", entries)


@require_safe
def api_catalog(request: HttpRequest) -> HttpResponse:
    """The ways in for programs, as a set of links (RFC 9727)."""
    names = ("api-catalog", "api-root", "oai", "csw", "search", "ogcapi", "stac", "processes", "wps")
    here, *items = map(_absolute, names)
    api, oai, csw, search, records, stac, processes, wps = items
    contexts = (
        LinkContext(here, tuple(TypedLink(each, "item") for each in items)),
        LinkContext(
            api,
            (
                TypedLink(_absolute("api-schema"), "service-desc", _OPENAPI),
                TypedLink(_absolute("api-docs"), "service-doc", "text/html"),
            ),
        ),
        LinkContext(oai, (TypedLink(f"{oai}?verb=Identify", "service-desc", "text/xml"),)),
        LinkContext(csw, (TypedLink(f"{csw}?service=CSW&request=GetCapabilities", "service-desc", "application/xml"),)),
        LinkContext(wps, (TypedLink(f"{wps}?service=WPS&request=GetCapabilities", "service-desc", "text/xml"),)),
        *(
            LinkContext(each, (TypedLink(f"{each}api", "service-desc", _OPENAPI),))
            for each in (records, stac, processes)
        ),
        LinkContext(
            search,
            (
                TypedLink(_absolute("api-schema"), "service-desc", _OPENAPI),
                TypedLink(f"{search}?format=json", "alternate", "application/json"),
                TypedLink(f"{search}?format=atom", "alternate", "application/atom+xml"),
            ),
        ),
    )
    response = _lasting(b"".join(linkset_json(contexts)), f'{LINKSET_JSON}; profile="{_API_CATALOG}"')
    response["Link"] = f'<{here}>; rel="api-catalog"'
    return response


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); good for half a year from the day it is asked for."""
    until = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, fr",
        f"Canonical: {_absolute('security')}",
    )
    return _lasting("\n".join((*lines, "")), "text/plain; charset=utf-8")


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where a keeper of passwords sends its owner (W3C, A Well-Known URL for Changing Passwords)."""
    return HttpResponseRedirect(reverse("account_change_password"))


def _document(root: str, entries: Iterable[str]) -> HttpResponse:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    return _lasting(f"{head}{''.join(entries)}</{root}>\n", "application/xml")


def _entry(name: str, address: str, changed: datetime | None = None) -> str:
    when = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<{name}><loc>{escape(address)}</loc>{when}</{name}>\n"


def _lasting(body: str | bytes, content_type: str) -> HttpResponse:
    """An answer that is the same for all, for an hour."""
    return HttpResponse(body, content_type=content_type, headers={"Cache-Control": "public, max-age=3600"})


def _absolute(name: str, *parts: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"
