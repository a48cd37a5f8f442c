"""A file of a draft, for those who may read it: always a download, never shown inside our pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_safe

from repository.models import DraftFile, LayerFile
from repository.queries.editions import file_url
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
    if not place.file.draft_path:
        return _archived(place)
    return _sent(place)


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


def _archived(place: DraftFile) -> HttpResponseRedirect:
    layers = LayerFile.objects.filter(file=place.file, snapshot__published_at__isnull=False)
    layer = layers.select_related("snapshot").first()
    if layer is None:
        raise Http404
    return HttpResponseRedirect(file_url(place.dataset, layer.snapshot.number, layer.path))
