"""The door for OAI-PMH harvesters: name-value pairs in, a document out; no session, no language, no cookie."""

import hashlib
import logging
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from harvest.oaipmh.errors import ErrorCode, OaiError
from harvest.oaipmh.provider import Provider
from harvest.oaipmh.verbs import respond

logger = logging.getLogger(__name__)

_LONGEST_BODY = 65_536
_MOST_ARGUMENTS = 20


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0 at ``/oai``; errors of the protocol travel in a 200 answer."""
    try:
        pairs: list[tuple[str, str]] | OaiError = _pairs(request)
    except OaiError as problem:
        pairs = problem
    try:
        body = respond(pairs, provider=_provider(), now=datetime.now(UTC))
    except OperationalError:
        logger.exception("harvest.refused")
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    return HttpResponse(body, content_type="text/xml; charset=utf-8", headers={"Content-Length": str(len(body))})


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
    )


@lru_cache(maxsize=8)
@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    """A key for resumption tokens alone, made from the site's secret."""
    return hashlib.sha256(f"harvest.resumption_token:{secret}".encode()).digest()
