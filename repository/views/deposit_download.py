"""A file of a draft, for those who may read it: always a download, never shown inside our pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from repository.models import DraftFile
from repository.queries.editions import archived_url
from repository.services.files import open_draft
from repository.views.deposit_entrance import dataset_to_read
from repository.views.files import CHUNK


@require_safe
@login_required
def file_download(request: HttpRequest, deposit_id: UUID, key: UUID, number: int) -> HttpResponseBase:
    """The draft's bytes, or the address in the public layer where they are archived already."""
    dataset = dataset_to_read(request, deposit_id, key)
    place = DraftFile.objects.filter(dataset=dataset, file__number=number).select_related("file").first()
    if place is None:
        raise Http404
    if place.file.draft_path:
        return _sent(place)
    if there := archived_url(place.dataset, place.file):
        return HttpResponseRedirect(there)
    raise Http404


def _sent(place: DraftFile) -> FileResponse:
    """The bytes come from a stranger: the type says nothing that a browser would run."""
    response = FileResponse(
        open_draft(place.file),
        as_attachment=True,
        filename=place.path.rpartition("/")[2],
        content_type="application/octet-stream",
    )
    response.block_size = CHUNK
    response["X-Content-Type-Options"] = "nosniff"
    return response
