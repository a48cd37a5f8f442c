"""Downloads, streamed from the sealed package: single ranges, conditional requests, and proof of every byte."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date, parse_http_date_safe
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from repository.access import Action, can, public_policy
from repository.errors import TransientFailure
from repository.lifecycle import Standing
from repository.models import AccessPolicy, DataFile, Dataset, LayerFile, Person, UsageKind
from repository.queries.erasures import erasure_of
from repository.templatetags.formatting import day_text
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import is_known_by, leading_back, repr_digest
from repository.views.usage import count_use

logger = logging.getLogger(__name__)

CHUNK: Final = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class FileUnavailable(TransientFailure):
    """The package lacks the file, or it has another size: an operator has to look."""

    code = "file-unavailable"


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """The number of bytes."""
        return self.last - self.first + 1


@require_safe
def file(request: HttpRequest, suffix: str, fragment: int, name: str) -> HttpResponseBase:
    """One file of a layer, whole or in part, for those who may have it."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    places = LayerFile.objects.filter(
        snapshot__dataset=dataset, snapshot__number=fragment, snapshot__published_at__isnull=False, path=name
    )
    place = places.select_related("file", "snapshot").defer("snapshot__document").first()
    if place is None:
        raise Http404("no such file")
    place.file.dataset = dataset
    if place.file.erased_at is not None:
        return erased(request, dataset, place)
    if not may_have(request, dataset):
        return not_open(request, dataset)
    response = _send(request, place, fragment)
    count_use(request, response, dataset_id=dataset.pk, kind=UsageKind.DOWNLOAD)
    return response


def erased(request: HttpRequest, dataset: Dataset, place: LayerFile) -> HttpResponse:
    """410: by what order, and what is kept as proof."""
    context = {"erasure": erasure_of(place.file), "dataset": dataset, "path": place.path, "file": place.file}
    response = render(request, "repository/file_erased.html", context, status=410)
    response["Link"] = leading_back(dataset.suffix, "collection", place.snapshot.number)
    return response


def may_have(request: HttpRequest, dataset: Dataset) -> bool:
    """Open files are open before anybody is asked who they are, so that such an answer is the same for all."""
    if can(None, Action.DOWNLOAD, dataset):
        return True
    actor = request.user if isinstance(request.user, Person) else None
    scheme, _space, bearer = request.headers.get("Authorization", "").partition(" ")
    shown = bearer.strip() if scheme.lower() == "bearer" else ""
    return can(actor, Action.DOWNLOAD, dataset, token=request.GET.get("token", "") or shown)


def not_open(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """403: until when, and whom to ask."""
    policy, until = public_policy(dataset)
    if policy == AccessPolicy.EMBARGOED and until:
        sentence = _("The files of this dataset are under embargo until %(date)s. The authors can tell you more.")
        sentence %= {"date": day_text(until)}
    else:
        sentence = _("The files of this dataset are not open to everybody. Ask its authors.")
    urls = {name: reverse(name, args=[dataset.suffix]) for name in ("landing", "dataset-access")}
    context = {
        "sentence": sentence,
        "code": "not-open",
        "landing_url": urls["landing"],
        "ask_url": urls["dataset-access"],
    }
    return render(request, "repository/landing_closed.html", context, status=403)


def _send(request: HttpRequest, place: LayerFile, fragment: int) -> HttpResponseBase:
    etag = f'"{place.file.sha256}"'
    response: HttpResponseBase
    if _is_known(request, place, etag):
        response = HttpResponseNotModified()
    elif not _matches(request.headers.get("If-Match", ""), etag):
        response = HttpResponse(status=412)
    else:
        response = _bytes(request, place, etag)
    _describe(response, place, fragment, etag)
    return response


def _bytes(request: HttpRequest, place: LayerFile, etag: str) -> HttpResponseBase:
    if settings.DOWNLOADS_BY_NGINX and request.method == "GET":
        return _by_nginx(place.file)
    size = place.file.size
    is_part = _asks_for_a_part(request, etag)
    span = parse_range(request.headers["Range"], size) if is_part else Span(0, size - 1)
    response: HttpResponseBase
    if span is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    if request.method == "HEAD":
        check_sealed(place.file)
        response = HttpResponse(content_type=place.file.media_type)
    else:
        source, status = open_sealed(place.file), 206 if is_part else 200
        response = StreamingHttpResponse(read_span(source, span), content_type=place.file.media_type, status=status)
    response["Content-Length"] = str(span.length)
    if is_part:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return response


def _by_nginx(data_file: DataFile) -> HttpResponse:
    """The word to nginx to send the file itself, whole or the part that was asked for."""
    place = check_sealed(data_file)
    root = unquote(urlsplit(settings.ARCHIVE_URL).path)
    response = HttpResponse(content_type=data_file.media_type)
    response["X-Accel-Redirect"] = settings.DOWNLOADS_BY_NGINX + quote(place.relative_to(root).as_posix())
    return response


def _describe(response: HttpResponseBase, place: LayerFile, fragment: int, etag: str) -> None:
    is_closed = not can(None, Action.DOWNLOAD, place.file.dataset)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(place.file.created.timestamp())
    if not response.has_header("X-Accel-Redirect"):  # nginx says it itself
        response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache" if is_closed else "public, no-cache"
    if response.status_code in (200, 206):
        response["Repr-Digest"] = repr_digest(bytes.fromhex(place.file.sha256))
        response["Content-Disposition"] = disposition(place.path.rpartition("/")[2])
        response["X-Content-Type-Options"] = "nosniff"
        response["Link"] = leading_back(place.file.dataset.suffix, "collection", fragment)


def _is_known(request: HttpRequest, place: LayerFile, etag: str) -> bool:
    """Whether the reader has it: by ``If-None-Match``, else by date (RFC 9110, 13.1)."""
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if not request.headers.get("If-None-Match", "") and since is not None:
        return int(place.file.created.timestamp()) <= since
    return is_known_by(request, etag)


def _matches(header: str, etag: str) -> bool:
    return not header.strip() or header.strip() == "*" or etag in (tag.strip() for tag in header.split(","))


def _asks_for_a_part(request: HttpRequest, etag: str) -> bool:
    """``Range`` counts for GET, for a form we know, and where ``If-Range`` names these very bytes."""
    wanted = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", "").strip()
    is_same = not condition or condition == etag
    return request.method == "GET" and is_same and _RANGE.fullmatch(wanted.strip()) is not None


def parse_range(header: str, size: int) -> Span | None:
    """The span that ``bytes=first-last``, ``bytes=first-`` or ``bytes=-count`` asks of ``size`` bytes.

    ``None`` where nothing of it is there (416). Source: RFC 9110, section 14.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    begin, end = found[1], found[2]
    if not begin:
        count = min(int(end), size)
        return Span(size - count, size - 1) if count else None
    first, last = int(begin), min(int(end), size - 1) if end else size - 1
    return Span(first, last) if first <= last and first < size else None


def read_span(source: BinaryIO, span: Span) -> Iterator[bytes]:
    """The bytes of a span, a quarter of a megabyte at a time; the source is closed at the end."""
    left = span.length
    with source:
        source.seek(span.first)
        while left > 0:
            chunk = source.read(min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk


def disposition(name: str) -> str:
    """``Content-Disposition`` with the name in ASCII and, where that loses something, in full (RFC 6266, RFC 8187)."""
    plain = re.sub(r'[^\x20-\x7e]|["\\%/;]', "_", name)
    header = f'attachment; filename="{plain}"'
    return header if plain == name else f"{header}; filename*=UTF-8''{quote(name, safe='')}"


def open_sealed(data_file: DataFile) -> BinaryIO:
    """The sealed file, open, and as long as it has to be. Raises ``FileUnavailable``."""
    path = check_sealed(data_file)
    try:
        return path.open("rb")
    except OSError as error:
        raise _unavailable(data_file, path) from error


def check_sealed(data_file: DataFile) -> Path:
    """The place of a sealed file that is there and as long as it has to be. Raises ``FileUnavailable``."""
    find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
    path = find(data_file)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unavailable(data_file, path) from error
    if size != data_file.size:
        logger.error("download.damaged file=%d path=%s", data_file.number, path)
        raise FileUnavailable(_("The archive cannot give this file now. Try again later."))
    return path


def _unavailable(data_file: DataFile, path: Path) -> FileUnavailable:
    logger.error("download.failed file=%d path=%s", data_file.number, path)
    return FileUnavailable(_("The archive cannot give this file now. Try again later."))
