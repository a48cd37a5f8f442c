"""Uploads of a dataset that did not end: told to the page that goes on with them, and dropped from it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from repository.queries.unfinished import Unfinished, unfinished_files
from repository.services.tus_uploads import drop_upload
from repository.uploads.permits import permit_for
from repository.uploads.tus.refusals import UploadBusy, UploadGone, UploadMissing
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away


@require_safe
@login_required
def unfinished(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """A fresh permit, and each upload that can go on: address, path, bytes announced and arrived, its sample."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    lines = [_line(each) for each in unfinished_files(dataset)]
    answer = JsonResponse({"permit": permit_for(reader_of(request), dataset.key), "uploads": lines})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@login_required
def drop(request: HttpRequest, deposit_id: UUID, key: UUID, upload: UUID) -> HttpResponse:
    """Let go of one, as its line asks."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    try:
        drop_upload(actor=reader_of(request), key=upload)
        messages.success(request, _("What had arrived of this file was removed."))
    except (UploadMissing, UploadGone):
        messages.info(request, _("This upload is not here any more."))
    except UploadBusy as busy:
        messages.warning(request, busy.sentence)
    return redirect("deposit-files", deposit_id, key)


def _line(each: Unfinished) -> dict[str, str | int]:
    return {
        "url": reverse("tus-upload", args=[each.key]),
        "path": each.path,
        "length": each.length,
        "arrived": each.arrived,
        "sample": each.sample,
    }
