"""The submitted files, for those who must open them, and the files that came with remarks: as downloads."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from moderation.models import CommentFile
from moderation.queries.versions import submitted_path
from moderation.views.entrance import dataset_to_review, login_required
from repository.models import DataFile, Dataset
from repository.queries.editions import archived_url
from repository.services.files import open_draft


@require_safe
@login_required
def submitted_file(request: HttpRequest, key: UUID, number: int) -> HttpResponse | FileResponse:
    """One file of the submitted version: the draft's bytes as a download, or its address in the public layer."""
    dataset = dataset_to_review(request, key)
    path = submitted_path(dataset.submitted_version, number)
    if not path:
        raise Http404
    return answer_file(dataset, get_object_or_404(DataFile, number=number, dataset=dataset), path)


def answer_file(dataset: Dataset, file: DataFile, path: str) -> HttpResponse | FileResponse:
    """The bytes of one submitted file; its address where they lie in the public layer. Raises ``Http404``."""
    if there := archived_url(dataset, file):
        return HttpResponseRedirect(there)
    if not file.draft_path:
        raise Http404
    # the bytes come from a stranger: never shown inside our pages
    return FileResponse(
        open_draft(file),
        as_attachment=True,
        filename=path.rpartition("/")[2],
        content_type="application/octet-stream",
    )


def answer_attachment(file: CommentFile) -> FileResponse:
    """The bytes of a file that came with a remark."""
    # the bytes come from a stranger: never shown inside our pages
    return FileResponse(
        BytesIO(file.content), as_attachment=True, filename=file.name, content_type="application/octet-stream",
        headers={"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"},
    )  # fmt: skip
