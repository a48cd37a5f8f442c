"""Headers of public pages: typed links for machines, and answering "not modified" for an unchanged page."""

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_etags, quote_etag

from repository.crosswalks.typed_links import TypedLink, header, length
from repository.queries.landing_parts import LandingPage, PageKind
from repository.queries.signposts import address_of, all_in_one, authors, identity, linksets, records
from repository.services.purges import ALL_DATASETS, key_of_dataset

MOST_ITEMS: Final = 20
MOST_AUTHORS: Final = 20
MOST_BYTES: Final = 4000
"""Proxies cut header lines from 4 kB on, so the list of links ends before."""
PROXY_S: Final = 4 * 3600
"""How long proxies keep a page, if nothing of it changes before."""

_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def signposts(page: LandingPage, *, fragment: int | None = None) -> str:
    """The ``Link`` header of FAIR Signposting (profile of 2023-10-02), in the order of what matters most.

    All files of the layer where there are few, else one archive of them; the set of links always names each.
    """
    if page.kind is not PageKind.PUBLIC:
        return header(identity(page), _some_authors(page), most_bytes=MOST_BYTES)
    described = [*identity(page, fragment), *linksets(page.suffix, fragment), *records(page)]
    files = page.files.lines if page.files.are_open and page.files.count <= MOST_ITEMS else ()
    items = [TypedLink(settings.SITE_URL + file.url, "item", file.media_type) for file in files if file.url]
    if not items or length((*described, *items)) > MOST_BYTES:
        items = [*all_in_one(page)]
    return header(described, items, _some_authors(page), most_bytes=MOST_BYTES)


def leading_back(suffix: str, relation: str, fragment: int | None = None, *, to_layer: bool = False) -> str:
    """The ``Link`` header of a file (``collection``) or a record (``describes``): its page, and all links of it.

    With ``to_layer`` its page is that of the layer.
    """
    page = address_of(suffix, fragment if to_layer else None)
    return header((TypedLink(page, relation, "text/html"), *linksets(suffix, fragment)), most_bytes=MOST_BYTES)


def _some_authors(page: LandingPage) -> Iterable[TypedLink]:
    return islice(authors(page), MOST_AUTHORS)


def digest_of(body: bytes) -> bytes:
    """What tells one page from another: the tokens of its forms change with every answer and do not count."""
    return sha256(_CSRF.sub(b"", body)).digest()


def conditional(
    request: HttpRequest,
    response: HttpResponse,
    *,
    modified: datetime | None = None,
    digest: bytes = b"",
    shared_s: int | None = None,
) -> HttpResponse:
    """Give a page its ETag and answer 304 where the reader has it already.

    The tokens of its forms do not count; the cookie they belong to does. ``digest`` is that of the page where it is
    known already; ``shared_s`` how long (seconds) proxies may give it to everybody: it then has no tokens.
    """
    cookie = request.COOKIES.get("csrftoken", "").encode() if shared_s is None else b""
    etag = quote_etag(sha256((digest or digest_of(response.content)) + cookie).hexdigest()[:32])
    response["ETag"] = f"W/{etag}"
    response["Cache-Control"] = "private, no-cache" if shared_s is None else lasting(shared_s)
    if modified:
        response["Last-Modified"] = http_date(modified.timestamp())
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response


def is_known_by(request: HttpRequest, etag: str) -> bool:
    """Whether the reader of a GET or HEAD has what ``etag`` names: by ``If-None-Match`` (RFC 9110, 13.1.2).

    A list of names; a weak one is as good, and ``*`` stands for whatever there is.
    """
    named = parse_etags(request.headers.get("If-None-Match", "")) if request.method in ("GET", "HEAD") else []
    return "*" in named or etag.removeprefix("W/") in (name.removeprefix("W/") for name in named)


def share(response: HttpResponseBase, suffix: str, *, seconds: int = PROXY_S) -> None:
    """Let proxies keep what is the same for everybody, and forget it under the name of its dataset."""
    response["Cache-Control"] = lasting(seconds)
    response["Surrogate-Key"] = f"{ALL_DATASETS} {key_of_dataset(suffix)}"


def lasting(seconds: int) -> str:
    """Browsers ask each time; proxies for ``seconds``, but only where there is one that is told of changes."""
    return f"public, max-age=0, s-maxage={seconds}" if settings.CACHE_PURGE_URL and seconds else "public, no-cache"


def repr_digest(sha256_of_all: bytes) -> str:
    """The value of ``Repr-Digest`` (RFC 9530) for the SHA256 of a whole document."""
    return f"sha-256=:{b64encode(sha256_of_all).decode()}:"
