"""The address of the service: pairs or XML in, a document or a file out."""

import logging
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from compute.doors.downloads import file_answer
from compute.doors.entrance import Asker, TooOften, asker_of
from compute.doors.wps import bodies, documents, pairs
from compute.doors.wps.capabilities import Provider
from compute.doors.wps.errors import ErrorCode, WpsError
from compute.doors.wps.messages import Asked, Dismiss, Execute
from compute.doors.wps.refusing import as_report, refusal
from compute.doors.wps.serving import Desk
from compute.doors.wps.versions import V1, VERSIONS, Version
from compute.models import Job
from compute.processes.base import InputRefused
from repository.errors import RepositoryError

logger = logging.getLogger(__name__)

XML: Final = "text/xml; charset=utf-8"
_MOST_ARGUMENTS: Final = 60


@dataclass(slots=True)
class _Heard:
    """What is known of a request, so that its refusal comes in its own version."""

    version: Version = V1


@csrf_exempt  # who is signed in shows the form token of our own pages: see `asker_of`
@require_http_methods(["GET", "HEAD", "POST"])
def wps(request: HttpRequest) -> HttpResponseBase:
    """WPS 1.0.0 and 2.0.0 at ``/wps``; a refusal is an exception report."""
    heard = _Heard()
    try:
        asker = asker_of(request)
        asked = _read(request, heard)
        answer = Desk(_provider(), lambda: _by_token(request, asked, asker)).answer(asked)
    except (WpsError, InputRefused, RepositoryError, Job.DoesNotExist, TooOften) as problem:
        return refusal(as_report(problem), heard.version)
    except OperationalError:
        logger.exception("wps.refused")
        return refusal(WpsError(ErrorCode.BUSY, "The service cannot answer just now."), heard.version)
    if not isinstance(answer, bytes):
        return file_answer(request, answer.job, answer)
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(answer, content_type=XML, headers=headers)


def _by_token(request: HttpRequest, asked: Asked, asker: Asker) -> Asker:
    """Nobody who is only signed in where an address alone would act: any page could lead a browser there."""
    acts = isinstance(asked.message, Execute | Dismiss) and request.method != "POST"
    return Asker() if acts and asker.token is None else asker


def _read(request: HttpRequest, heard: _Heard) -> Asked:
    """The request; fills in its version on the way. Raises WpsError."""
    if request.method == "POST":
        root = bodies.root_of(request.read(bodies.BYTES_MOST + 1))
        heard.version = bodies.version_of(root)
        return documents.read(root)
    try:
        written = request.META.get("QUERY_STRING", "")
        found = pairs.once(parse_qsl(written, keep_blank_values=True, max_num_fields=_MOST_ARGUMENTS))
    except ValueError as error:
        raise WpsError(ErrorCode.NONE_APPLIES, "The request holds more parameters than any of this service.") from error
    heard.version = VERSIONS.get(found.get("version", ""), V1)
    asked = pairs.read(found)
    heard.version = asked.version
    return asked


def _provider() -> Provider:
    site = settings.SITE_URL
    return Provider(settings.SITE_NAME, site, f"{site}{reverse('wps')}", settings.CONTACT_EMAIL)
