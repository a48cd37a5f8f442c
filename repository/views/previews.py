"""The small picture that goes with the preview of an open file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.views.decorators.http import require_safe

from repository.access import Action, can
from repository.lifecycle import Standing
from repository.models import LayerFile, Preview
from repository.views.files import not_open
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import is_known_by


@require_safe
def preview(request: HttpRequest, suffix: str, number: int) -> HttpResponse:
    """The picture of a file by its number: only where everybody may have the file itself."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if not can(None, Action.DOWNLOAD, dataset):
        return not_open(request, dataset)
    is_public = LayerFile.objects.filter(
        file__number=number, snapshot__dataset=dataset, snapshot__published_at__isnull=False
    )
    found = Preview.objects.filter(file__number=number, file__in=is_public.values("file_id")).first()
    if found is None or not found.picture:
        raise Http404("no such preview")
    etag = f'"{found.picture_sha256}"'
    response = HttpResponse(bytes(found.picture), found.picture_type)
    if is_known_by(request, etag):
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
