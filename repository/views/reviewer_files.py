"""Bytes behind a private link: always a download, in parts where asked; headers say nothing that the page does not."""

import re
from typing import BinaryIO, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from repository.errors import TransientFailure
from repository.models import DataFile, DraftFile
from repository.services.anonymity import open_kept
from repository.views.files import Span, disposition, open_sealed, parse_range, read_span
from repository.views.public_headers import is_known_by

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def send(request: HttpRequest, place: DraftFile, *, is_unnamed: bool, link: UUID) -> HttpResponseBase:
    """One file, whole or in part (RFC 9110, section 14). Raises ``TransientFailure`` where the bytes are not there."""
    etag = _etag(place.file, link) if is_unnamed else f'"{place.file.sha256}"'
    response = _answer(request, place.file, etag)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    if response.status_code in (200, 206):
        response["Content-Disposition"] = disposition(place.path.rpartition("/")[2])
        response["X-Content-Type-Options"] = "nosniff"
    return response


def _etag(file: DataFile, link: UUID) -> str:
    """Of these bytes behind this link alone: a published SHA256 is found by any search engine."""
    return f'"{salted_hmac("varve.reviewer.etag", f"{link}:{file.sha256}", algorithm="sha256").hexdigest()[:32]}"'


def _answer(request: HttpRequest, file: DataFile, etag: str) -> HttpResponseBase:
    if is_known_by(request, etag):
        return HttpResponseNotModified()
    wanted = request.headers.get("Range", "").strip()
    same = request.headers.get("If-Range", "").strip() in ("", etag)
    is_part = request.method == "GET" and same and _RANGE.fullmatch(wanted) is not None
    span = parse_range(wanted, file.size) if is_part else Span(0, file.size - 1)
    response: HttpResponseBase
    if span is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
        return response
    if request.method == "HEAD":
        response = HttpResponse(content_type="application/octet-stream")
    else:
        pieces = read_span(_opened(file), span)
        status = 206 if is_part else 200
        response = StreamingHttpResponse(pieces, content_type="application/octet-stream", status=status)
    response["Content-Length"] = str(span.length)
    if is_part:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{file.size}"
    return response


def _opened(file: DataFile) -> BinaryIO:
    if not file.draft_path:
        return open_sealed(file)
    try:
        return open_kept(file)
    except OSError as error:
        raise TransientFailure(_("This file cannot be given now. Try again later."), code="file-unavailable") from error
