"""The door for catalogue clients: addresses, forms, XML and SOAP in, a document out; no session, no cookie."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from harvest.compression import compressed
from harvest.csw import arguments, bodies, documents, feed, reports, service
from harvest.csw.errors import CswError, ErrorCode
from harvest.csw.messages import Asked, GetCapabilities
from harvest.csw.provider import Provider
from harvest.csw.versions import V3, Version

logger = logging.getLogger(__name__)

_MOST_ARGUMENTS: Final = 60
_FORM: Final = "application/x-www-form-urlencoded"
_WAIT: Final = "10"


@dataclass(slots=True)
class _Heard:
    """What is known of a request, so that its refusal comes in its own version and envelope."""

    version: Version = V3
    soap: str = ""
    pairs: Mapping[str, str] | None = None


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def csw(request: HttpRequest) -> HttpResponse:
    """CSW 2.0.2 and 3.0 at ``/csw``; a refusal is an exception report, in SOAP a fault."""
    heard = _Heard()
    try:
        if _wants_description(request):
            return opensearch_description(request)
        asked = _read(request, heard)
        answer = service.respond(asked, _provider(), heard.pairs or {}, datetime.now(UTC))
    except CswError as problem:
        return _refusal(problem, heard)
    except OperationalError:
        logger.exception("harvest.refused")
        sentence = "The catalogue cannot answer just now. Ask again in a moment."
        return _refusal(CswError(ErrorCode.NO_APPLICABLE_CODE, sentence, status=503), heard)
    response = _sent(reports.document(answer.body, heard.soap), answer.media_type, heard)
    return _made_smaller(response, request)


@require_safe
def opensearch_description(request: HttpRequest) -> HttpResponse:
    """What a browser or a program needs to search here (OpenSearch 1.1)."""
    body = reports.document(feed.description(_provider()), "")
    return _sent(body, feed.DESCRIPTION_TYPE, _Heard())


def _wants_description(request: HttpRequest) -> bool:
    """CSW 3.0 gives the description at its bare address to who accepts nothing else."""
    query = request.META.get("QUERY_STRING", "")
    if request.method == "POST":
        return False
    if query:
        return "mode=opensearch" in query.split("&", _MOST_ARGUMENTS)[:_MOST_ARGUMENTS]
    return request.headers.get("accept", "").startswith(feed.DESCRIPTION_TYPE)


def _read(request: HttpRequest, heard: _Heard) -> Asked:
    """The request; fills in what is heard of it on the way. Errors: CswError."""
    if request.method != "POST":
        return _read_pairs(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"), heard)
    body = request.read(bodies.BYTES_MOST + 1)
    if len(body) > bodies.BYTES_MOST:
        raise bodies.too_long()
    if request.content_type == _FORM and not body.lstrip().startswith(b"<"):
        return _read_pairs(body, heard)
    heard.soap = bodies.envelope_of(body)
    root, heard.soap = bodies.taken_out(bodies.parse(body))
    heard.version = documents.version_meant(root) or heard.version
    asked = documents.read(root)
    heard.version = asked.version
    return asked


def _read_pairs(encoded: bytes, heard: _Heard) -> Asked:
    if len(encoded) > bodies.BYTES_MOST:
        raise bodies.too_long()
    try:
        pairs = parse_qsl(encoded.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_ARGUMENTS)
    except ValueError:
        sentence = "The request holds more parameters than any request of a catalogue."
        raise CswError(ErrorCode.NO_APPLICABLE_CODE, sentence) from None
    if not pairs:
        return Asked(V3, GetCapabilities())
    heard.pairs = arguments.once(pairs)
    heard.version = arguments.version_meant(heard.pairs) or heard.version
    asked = arguments.read(heard.pairs)
    heard.version = asked.version
    return asked


def _refusal(problem: CswError, heard: _Heard) -> HttpResponse:
    """A report of CSW 2.0.2 travels in a 200 answer unless it is about HTTP itself: see `CswError`."""
    status = problem.status if heard.version.has_status or heard.soap or problem.status in (413, 503) else 200
    body = reports.report(heard.version, problem)
    whole = reports.fault(body, problem, heard.soap) if heard.soap else reports.document(body, "")
    response = _sent(whole, service.XML, heard)
    response.status_code = status
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = _WAIT
    return response


def _sent(body: bytes, media_type: str, heard: _Heard) -> HttpResponse:
    if heard.soap:
        media_type = "application/soap+xml" if heard.soap == bodies.SOAP_12 else "text/xml"
    headers = {
        "Content-Length": str(len(body)),
        "Cache-Control": "public, no-cache",
        "Vary": "Accept, Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(body, content_type=f"{media_type}; charset=utf-8", headers=headers)


def _made_smaller(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """In a coding that the client reads, where it reads one."""
    body, coding = compressed(response.content, request.META.get("HTTP_ACCEPT_ENCODING", ""))
    if coding:
        response.content = body
        response["Content-Encoding"] = coding
        response["Content-Length"] = str(len(body))
    return response


def _provider() -> Provider:
    site = settings.SITE_URL
    return Provider(
        name=settings.SITE_NAME,
        base_url=f"{site}{reverse('csw')}",
        site_url=site,
        description_url=f"{site}{reverse('opensearch')}",
        search_url=f"{site}{reverse('search')}",
        contact_email=settings.CONTACT_EMAIL,
    )
