"""A description that somebody sends in a file: read, bounded, and kept only as what it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from repository.crosswalks.readers.choice import ZIP_MOST, read
from repository.crosswalks.readers.result import ReadRecord, Unreadable
from repository.errors import FileRefused, Malformed, WrongState
from repository.forms.start import read_language
from repository.services.templates import start_from_file, take_from_file
from repository.uploads.names import path_of
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away

FIELD: Final = "description"
"""The control of the form that holds the file."""

_NAME_MOST: Final = 200


class BoundedFile(TemporaryFileUploadHandler):
    """Keeps no more of a body than the largest description; the rest is heard out and forgotten."""

    _has_come = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """The first file of the form's one field; others are heard out and forgotten."""
        if field_name != FIELD or self._has_come:
            raise SkipFile
        self._has_come = True
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write on while it may be a description; what follows is heard out piece by piece.

        `StopUpload` would have Django hear it out line by line, and a body without line breaks is one line.
        """
        if start + len(raw_data) > ZIP_MOST:
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


class Sent(NamedTuple):
    """A file that came and was read."""

    name: str
    found: ReadRecord


@csrf_exempt
@require_POST
@login_required
def start_file(request: HttpRequest) -> HttpResponseBase:
    """Open a deposit from a description in a file."""
    request.upload_handlers = [BoundedFile(request)]
    with _forms_alone():
        return _start(request)


@csrf_exempt
@require_POST
@login_required
def take_file(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponseBase:
    """Propose what a description in a file says, in a draft that there is."""
    request.upload_handlers = [BoundedFile(request)]
    with _forms_alone():
        return _take(request, deposit_id, key)


@contextmanager
def _forms_alone() -> Iterator[None]:
    """What is no form is refused as such, wherever its body is read first. Raises ``Malformed``."""
    try:
        yield
    except MultiPartParserError as fault:
        raise Malformed(_("What was sent is not a form.")) from fault


@csrf_protect
def _start(request: HttpRequest) -> HttpResponse:
    sent = _read(request)
    if sent is None:
        return redirect("deposit-start")
    try:
        dataset = start_from_file(
            actor=reader_of(request),
            name=sent.name,
            found=sent.found,
            language=read_language(dict(request.POST.lists())),
        )
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return redirect("deposit-start")
    return redirect("deposit-taken", dataset.deposit_id, dataset.key)


@csrf_protect
def _take(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    sent = _read(request)
    if sent is None:
        return redirect("deposit-take", deposit_id, key)
    take_from_file(dataset_key=dataset.key, actor=reader_of(request), name=sent.name, found=sent.found)
    return redirect("deposit-taken", deposit_id, key)


def _read(request: HttpRequest) -> Sent | None:
    """The file of the form, read; None, and a sentence on the next page, where that cannot be."""
    file = request.FILES.get(FIELD)
    if not isinstance(file, UploadedFile):
        messages.error(request, _("No description came. Choose a file of at most 20 MB, then send it."))
        return None
    try:
        name = path_of(file.name or "")[-_NAME_MOST:]
        found = read(file.read())
    except FileRefused as problem:
        messages.error(request, problem.sentence)
        return None
    except Unreadable as problem:
        messages.error(request, problem.message(get_language() or "en"))
        return None
    if not found.document:
        messages.error(request, _("Nothing in this file could be taken over. Choose another one."))
        return None
    return Sent(name, found)
