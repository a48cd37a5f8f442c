"""The package of a public dataset in the forms of other archives, for who has a part in it and may have its files."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archive.services.exporting import Export, ExportForm, prepare_export
from repository.access import Action, require
from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.zip_format import length_of, zip_stream


@login_required
@require_safe
def package_export(request: HttpRequest, suffix: str, form: str) -> HttpResponseBase:
    """A bag or an OCFL object as a ZIP archive, or the history as PREMIS; its length is told before its first byte."""
    dataset = get_object_or_404(Dataset.objects.filter(standing=Standing.PUBLIC), suffix=suffix)
    if form not in list(ExportForm):
        raise Http404("no such form")
    actor = request.user if isinstance(request.user, Person) else None
    for action in (Action.EXPORT, Action.DOWNLOAD):
        require(actor, action, dataset)
    return _sent(request, prepare_export(dataset=dataset, form=ExportForm(form)))


def _sent(request: HttpRequest, export: Export) -> HttpResponseBase:
    blocks: Iterable[bytes]
    if export.form is ExportForm.PREMIS:
        name, media_type = f"{export.folder}-premis.xml", "application/xml"
        length, blocks = export.size, export.entries[0].read()
    else:
        name, media_type = f"{export.folder}-{export.form.value}.zip", "application/zip"
        length, blocks = length_of(export.members, export.day), zip_stream(export.members, export.day)
    is_asked_only = request.method == "HEAD"
    response = HttpResponse() if is_asked_only else StreamingHttpResponse(blocks)
    response["Content-Type"] = media_type
    response["Content-Length"] = str(length)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
