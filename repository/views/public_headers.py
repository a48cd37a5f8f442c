"""Headers of public pages: typed links for machines, and answering "not modified" for an unchanged page."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import http_date, quote_etag

from repository.queries.landing_parts import LandingPage, PageKind

MOST_ITEMS: Final = 20
MOST_AUTHORS: Final = 20
MOST_BYTES: Final = 4000
"""Proxies cut header lines from 4 kB on, so the list of links ends before."""

_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def signposts(page: LandingPage) -> str:
    """The ``Link`` header of FAIR Signposting (profile of 2023-10-02), in the order of what matters most."""
    links = [_link(page.doi_url, "cite-as")]
    if page.kind is PageKind.PUBLIC:
        links += [_link(settings.SITE_URL + each.url, "describedby", each.media_type) for each in page.exports]
        if page.licence and page.licence.url:
            links.append(_link(page.licence.url, "license"))
        links += [_link("https://schema.org/AboutPage", "type"), _link("https://schema.org/Dataset", "type")]
    people = (*page.people.shown, *page.people.folded)
    links += [_link(person.url, "author") for person in people if person.url][:MOST_AUTHORS]
    if page.files.are_open and page.files.count <= MOST_ITEMS:
        files = page.files.lines
        links += [_link(settings.SITE_URL + file.url, "item", file.media_type) for file in files if file.url]
    return _within(links)


def _link(url: str, relation: str, media_type: str = "") -> str:
    """One typed link (RFC 8288). What could end the value early is escaped, line breaks above all."""
    address = re.sub(r"[<>\"\\\s\x00-\x1f\x7f]", lambda found: f"%{ord(found[0]):02X}", iri_to_uri(url) or "")
    kind = f'; type="{media_type}"' if media_type and re.fullmatch(r"[\w.+/;= -]+", media_type) else ""
    return f'<{address}>; rel="{relation}"{kind}'


def _within(links: list[str]) -> str:
    kept, length = [], 0
    for link in links:
        length += len(link.encode()) + 2
        if length > MOST_BYTES:
            break
        kept.append(link)
    return ", ".join(kept)


def digest_of(body: bytes) -> bytes:
    """What tells one page from another: the tokens of its forms change with every answer and do not count."""
    return sha256(_CSRF.sub(b"", body)).digest()


def conditional(
    request: HttpRequest, response: HttpResponse, *, modified: datetime | None = None, digest: bytes = b""
) -> HttpResponse:
    """Give a page its ETag and answer 304 where the reader has it already.

    The tokens of its forms do not count; the cookie they belong to does. ``digest`` is that of the page where it is
    known already.
    """
    cookie = request.COOKIES.get("csrftoken", "").encode()
    etag = quote_etag(sha256((digest or digest_of(response.content)) + cookie).hexdigest()[:32])
    response["ETag"] = f"W/{etag}"
    response["Cache-Control"] = "private, no-cache"
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response
