"""All files of a layer in one archive, streamed from the sealed package with the list of checksums inside."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.views.decorators.http import require_safe

from repository.access import Action, can
from repository.lifecycle import Standing
from repository.models import DataFile, Dataset, UsageKind
from repository.queries.landing_exports import Checksums, checksums
from repository.queries.layers import layer_files, published_snapshots
from repository.views.files import Span, check_sealed, disposition, may_have, not_open, open_sealed, read_span
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import is_known_by, leading_back
from repository.views.usage import count_use
from repository.zip_format import Member, length_of, zip_stream

_EDITION = b"stored-1"
"""Part of the ETag: another way to write the archive needs another word."""


@require_safe
def layer_zip(request: HttpRequest, suffix: str, fragment: int) -> HttpResponseBase:
    """The archive of one layer, for those who may have its files."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    snapshot = published_snapshots(dataset).filter(number=fragment).defer("document").first()
    listed = checksums(dataset, str(fragment))
    if snapshot is None or listed is None:
        raise Http404("no such layer")
    if not may_have(request, dataset):
        return not_open(request, dataset)
    etag = f'"{sha256(_EDITION + listed.lines.encode()).hexdigest()}"'
    response: HttpResponseBase
    if is_known_by(request, etag):
        response = HttpResponseNotModified()
    else:
        places = layer_files(snapshot).filter(file__erased_at=None)
        members = [_list_of(dataset, listed, {place.path for place in places})]
        members += [_member(place.path, place.file) for place in places]
        response = _archive(request, members, snapshot.date)
        response["Content-Disposition"] = disposition(f"{dataset.suffix}-{fragment}.zip")
        response["Link"] = leading_back(dataset.suffix, "collection", fragment)
    response["ETag"] = etag
    is_open = can(None, Action.DOWNLOAD, dataset)
    response["Cache-Control"] = "public, no-cache" if is_open else "private, no-cache"
    count_use(request, response, dataset_id=dataset.pk, kind=UsageKind.DOWNLOAD)
    return response


def _archive(request: HttpRequest, members: list[Member], day: date) -> HttpResponseBase:
    """The answer with its length; a ``HEAD`` opens no file."""
    is_asked_only = request.method == "HEAD"
    response = HttpResponse() if is_asked_only else StreamingHttpResponse(zip_stream(members, day))
    response["Content-Type"] = "application/zip"
    response["Content-Length"] = str(length_of(members, day))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _list_of(dataset: Dataset, listed: Checksums, taken: set[str]) -> Member:
    """What ``sha256sum -c`` reads, under a name that no file of the layer has."""
    name, lines = f"{dataset.suffix}-{listed.fragment}.sha256", listed.lines.encode()
    while name in taken:
        name = f"_{name}"
    return Member(name, len(lines), lambda: (lines,))


def _member(path: str, file: DataFile) -> Member:
    """A file of the layer, which has to lie whole in the package: a damaged one is told before the first byte."""
    check_sealed(file)

    def read() -> Iterator[bytes]:
        return read_span(open_sealed(file), Span(0, file.size - 1))

    return Member(path, file.size, read)
