"""Step 1: the files of a dataset. Uploads stream to disk; who sends them is known before a byte is read."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import TooManyFilesSent
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from repository.errors import FileRefused, Malformed, WrongState
from repository.models import Dataset, DraftFile
from repository.queries.draft_files import PAGE_OF_FILES, draft_places, file_lines
from repository.queries.removed_files import just_removed
from repository.queries.room import room_in
from repository.queries.unfinished import unfinished_files
from repository.record.findings import Step
from repository.services.collection import make_room
from repository.services.files import attach_file, remove_file, set_file_role
from repository.services.removed_files import restore_file
from repository.templatetags.formatting import size_text
from repository.uploads.handler import IncomingFile, IncomingUploadHandler, Refusal, Room
from repository.uploads.permits import Permit, permit_for, worth_of
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away
from repository.views.deposit_page import step_page
from repository.views.forgery import forgery_refused

_BLOCK: Final = 1 << 20
_FORM_BYTES: Final = 1_000_000
"""What a form with a thousand files says beside them, at most."""


@require_safe
@login_required
def files_step(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """The files that have arrived, what was refused, and the door for more."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    page = Paginator(draft_places(dataset), PAGE_OF_FILES).get_page(request.GET.get("page"))
    context = step_page(request, dataset, Step.FILES) | {
        "page": page,
        "lines": file_lines(page.object_list),
        "refused": request.session.pop(_refused_key(dataset), []),
        "room": room_in(dataset),
        "permit": permit_for(reader_of(request), dataset.key),
        "unfinished": unfinished_files(dataset),
        "removed": just_removed(dataset, whole_number(request.GET.get("removed"))),
    }
    return render(request, "repository/deposit_files.html", context)


@csrf_exempt
@require_POST
@login_required
def upload(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponseBase:
    """Receive files. Who may not, and what another site sends, is turned away before a byte of the body is read."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    worth = worth_of(request.GET.get("permit", ""), reader_of(request), dataset.key)
    refusal = forgery_refused(request, has_permit=worth is not Permit.NONE)
    if refusal is not None:
        return refusal
    if worth is Permit.EXPIRED:
        return _too_old(request, dataset)
    handler = _handler_for(request, dataset)
    try:
        return _take(request, dataset, handler)
    except TooManyFilesSent:
        return _too_many(request, dataset)
    except MultiPartParserError as fault:
        raise Malformed(_("What was sent is not a form.")) from fault
    finally:
        handler.discard()


def _too_old(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    """The page was left open too long. What a browser sends is heard out, since it reads no answer before."""
    while request.read(_BLOCK):
        pass
    messages.error(request, _("The page was open for more than a day, so nothing was kept. Send the files again."))
    return _answer(request, dataset)


def _too_much(request: HttpRequest, dataset: Dataset, room: Room) -> HttpResponse:
    """More is announced than there is room for: nothing of it goes to the disk. It is heard out, as above."""
    while request.read(_BLOCK):
        pass
    words = _("%(sent)s were to come, and there is room for %(room)s, so nothing was kept. Send less, or ask for more.")
    messages.error(request, words % {"sent": size_text(_length_of(request)), "room": size_text(room.total_bytes)})
    return _answer(request, dataset)


def _too_many(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    messages.error(
        request, _("So many files do not go in one sending. Send them in smaller groups, or as one archive.")
    )
    return _answer(request, dataset)


def _handler_for(request: HttpRequest, dataset: Dataset) -> IncomingUploadHandler:
    room = room_in(dataset)
    if _length_of(request) > room.total_bytes and make_room(deposit_id=dataset.deposit_id):
        room = room_in(dataset)
    handler = IncomingUploadHandler(request, room=room, owner=(dataset.deposit_id or dataset.key).hex)
    request.upload_handlers = [handler]
    return handler


def _length_of(request: HttpRequest) -> int:
    """How many bytes the sender says will come; 0 where that is no number."""
    said = request.headers.get("Content-Length", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0


def _take(request: HttpRequest, dataset: Dataset, handler: IncomingUploadHandler) -> HttpResponse:
    if _length_of(request) > handler.room.total_bytes + _FORM_BYTES:
        return _too_much(request, dataset, handler.room)
    arrived = [file for file in request.FILES.getlist("files") if isinstance(file, IncomingFile)]
    folders = _folders(request.POST.getlist("path"), arrived)
    refusals = list(handler.refusals)
    kept = 0
    for file, folder in zip(arrived, folders, strict=True):
        try:
            attach_file(
                dataset_key=dataset.key,
                actor=reader_of(request),
                received=file.received,
                folder=folder,
                replace="replace" in request.POST,
            )
            kept += 1
        except FileRefused as problem:
            refusals.append(Refusal(file.received.path, problem.sentence))
    _tell(request, dataset, kept, refusals)
    return _answer(request, dataset)


def _folders(paths: list[str], arrived: list[IncomingFile]) -> list[str]:
    """The folder of each file, where a script says the relative paths that browsers leave out of the names."""
    if len(paths) != len(arrived):
        return ["" for _file in arrived]
    return [path.replace("\\", "/").rpartition("/")[0] for path in paths]


def _tell(request: HttpRequest, dataset: Dataset, kept: int, refusals: list[Refusal]) -> None:
    if kept:
        words = ngettext("%(count)d file is safe.", "%(count)d files are safe.", kept) % {"count": kept}
        messages.success(request, words)
    elif not refusals:
        messages.warning(request, _("No file was chosen. Choose one or more, then send them."))
    request.session[_refused_key(dataset)] = [
        {"path": refusal.path, "sentence": refusal.sentence} for refusal in refusals[:PAGE_OF_FILES]
    ]


def _answer(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    url = _address(dataset)
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"next": url})
    return redirect(url)


def _address(dataset: Dataset) -> str:
    return reverse("deposit-files", args=[dataset.deposit_id, dataset.key])


def whole_number(text: str | None) -> int | None:
    """The number of a file in an address, nothing for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _refused_key(dataset: Dataset) -> str:
    return f"refused-{dataset.key}"


@require_POST
@login_required
def file_remove(request: HttpRequest, deposit_id: UUID, key: UUID, number: int) -> HttpResponse:
    """Take a file out of the draft; the page that follows offers to put it back."""
    dataset = dataset_to_read(request, deposit_id, key)
    remove_file(dataset_key=dataset.key, actor=reader_of(request), number=number)
    return redirect(f"{_address(dataset)}?removed={number}#removed")


@require_POST
@login_required
def file_restore(request: HttpRequest, deposit_id: UUID, key: UUID, number: int) -> HttpResponse:
    """Put a file back that was removed."""
    dataset = dataset_to_read(request, deposit_id, key)
    try:
        place = restore_file(dataset_key=dataset.key, actor=reader_of(request), number=number)
        messages.success(request, _("“%(path)s” is back.") % {"path": place.path})
    except FileRefused as problem:
        messages.error(request, problem.sentence)
    return redirect(_address(dataset))


@require_POST
@login_required
def file_role(request: HttpRequest, deposit_id: UUID, key: UUID, number: int) -> HttpResponse:
    """Say what a file is for."""
    dataset = dataset_to_read(request, deposit_id, key)
    try:
        set_file_role(
            dataset_key=dataset.key, actor=reader_of(request), number=number, role=request.POST.get("role", "")
        )
    except WrongState as problem:
        messages.error(request, problem.sentence)
    except (DraftFile.DoesNotExist, ValueError) as fault:
        raise Malformed(_("There is no such file here.")) from fault
    return redirect("deposit-files", deposit_id, key)
