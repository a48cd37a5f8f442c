"""The door for OAI-PMH harvesters: name-value pairs in, a document out; no session, no language, no cookie."""

import hashlib
import logging
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from harvest.answer_pages import answer_page
from harvest.compression import compressed
from harvest.oaipmh.descriptions import Welcome
from harvest.oaipmh.errors import ErrorCode, OaiError
from harvest.oaipmh.provider import Provider
from harvest.oaipmh.verbs import respond

logger = logging.getLogger(__name__)

_LONGEST_BODY = 65_536
_MOST_ARGUMENTS = 20
_WAIT = "10"
_CANNOT = f"The repository cannot answer at this moment. Come back in {_WAIT} s.\n"
_HEADERS = {
    "Content-Type": "text/xml; charset=utf-8",
    "Vary": "Accept, Accept-Encoding",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'",
}
"""A browser that makes a page of an answer takes the style sheet for it from here, and nothing else from anywhere."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0 at ``/oai``, to a browser as a page; errors of the protocol travel in a 200 answer."""
    try:
        pairs: list[tuple[str, str]] | OaiError = _pairs(request)
    except OaiError as problem:
        pairs = problem
    try:
        body = respond(pairs, provider=_provider(), now=datetime.now(UTC))
    except OperationalError:
        logger.exception("harvest.refused")
        return HttpResponse(_CANNOT, status=503, content_type="text/plain", headers={"Retry-After": _WAIT})
    if wants_page(request):
        response = answer_page(request, body, domain=settings.OAI_DOMAIN)
        patch_vary_headers(response, ("Accept",))
        return response
    body, coding = compressed(body, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    headers = _HEADERS | {"Content-Length": str(len(body))}
    return HttpResponse(body, headers=headers | {"Content-Encoding": coding} if coding else headers)


def wants_page(request: HttpRequest) -> bool:
    """Whether a person looks: a browser takes XHTML too, which programs that send any old ``text/html`` do not."""
    accepted = request.META.get("HTTP_ACCEPT", "")
    is_of_people = "application/xhtml+xml" in accepted or accepted == "text/html"
    return request.method != "POST" and "text/html" in accepted and is_of_people


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """The arguments of the address and, for POST, of a form-encoded body; raises OaiError (badArgument)."""
    encoded = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if request.method == "POST":
        if request.content_type != "application/x-www-form-urlencoded":
            raise _bad("A POST request carries its arguments as application/x-www-form-urlencoded.")
        if int(request.META.get("CONTENT_LENGTH") or 0) > _LONGEST_BODY:
            raise _bad("The request is longer than any request of OAI-PMH.")
        encoded = b"&".join(filter(None, (encoded, request.body)))
    try:
        return parse_qsl(encoded.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_ARGUMENTS)
    except ValueError:
        raise _bad("The request holds more arguments than any request of OAI-PMH.") from None


def _bad(sentence: str) -> OaiError:
    return OaiError(ErrorCode.BAD_ARGUMENT, sentence)


def _provider() -> Provider:
    return Provider(
        name=settings.SITE_NAME,
        base_url=f"{settings.SITE_URL}/oai",
        admin_email=settings.CONTACT_EMAIL,
        domain=settings.OAI_DOMAIN,
        page_size=settings.OAI_PAGE_SIZE,
        keys=tuple(map(_key, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))),
        datacentre=(settings.DATACITE_USER or settings.SITE_NAME).upper(),
        welcome=_welcome(
            settings.SITE_URL, settings.STATIC_URL, settings.METADATA_LICENCE, tuple(settings.OAI_FRIENDS)
        ),
    )


@lru_cache(maxsize=8)
def _welcome(site_url: str, _static_url: str, licence: str, friends: tuple[str, ...]) -> Welcome:
    """Made once: to look its addresses up takes a tenth of the time of a page."""
    return Welcome(
        site_url=site_url,
        icon_url=f"{site_url}{static('images/mark.svg')}",
        agreement_url=f"{site_url}{reverse('agreement')}",
        licence=licence,
        friends=friends,
    )


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    """A key for resumption tokens alone, made from the site's secret."""
    return hashlib.sha256(f"harvest.resumption_token:{secret}".encode()).digest()
