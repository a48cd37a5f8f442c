"""The stored record of a dataset in one of its formats, the citation of one layer, and a list of checksums."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from repository.crosswalks.formats import EXPORTS, Format
from repository.lifecycle import Standing
from repository.models import Dataset, Rendition
from repository.queries.landing_exports import checksums, citation_of_layer
from repository.views.citations import TEXT, send_styled
from repository.views.documents import send_document
from repository.views.public_dataset import gone, public_dataset

XML_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
def export(request: HttpRequest, suffix: str, name: str) -> HttpResponse:
    """One format, byte for byte as it was rendered at publication; with ``?layer=`` the citation of that layer."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if name not in EXPORTS:
        raise Http404(f"no format {name}")
    if EXPORTS[name].name == "citation-text" and "style" in request.GET:
        return send_styled(request, dataset, TEXT, request.GET.dict())
    fragment = request.GET.get("layer", "")
    if not fragment:
        return send_rendition(request, dataset, EXPORTS[name])
    body = citation_of_layer(dataset, EXPORTS[name], fragment)
    if body is None:
        raise Http404("no such layer in this format")
    return _send(request, dataset, EXPORTS[name], body, stem=f"{dataset.suffix}-{fragment}")


@require_safe
def manifest(request: HttpRequest, suffix: str) -> HttpResponse:
    """What ``sha256sum -c`` reads: the files of a layer (the newest, or ``?layer=``) under their own paths."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    found = checksums(dataset, request.GET.get("layer", ""))
    if found is None:
        raise Http404("no such layer")
    response = HttpResponse(found.lines, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{dataset.suffix}-{found.fragment}.sha256"'
    return response


def send_rendition(request: HttpRequest, dataset: Dataset, entry: Format, *, negotiated: bool = False) -> HttpResponse:
    """The stored bytes of a format, an XML document with its declaration."""
    stored = get_object_or_404(Rendition, dataset=dataset, format=entry.name)
    response = _send(request, dataset, entry, bytes(stored.body), etag=stored.etag, stem=dataset.suffix)
    if negotiated:
        response["Content-Location"] = reverse("export", args=[dataset.suffix, entry.export])
        patch_vary_headers(response, ("Accept",))
    return response


def _send(
    request: HttpRequest, dataset: Dataset, entry: Format, body: bytes, *, etag: str = "", stem: str
) -> HttpResponse:
    is_xml = entry.extension == "xml"
    content = XML_DECLARATION + body if is_xml and not body.startswith(b"<?xml") else body
    charset = "" if is_xml or entry.extension == "json" else "; charset=utf-8"
    name = f"{stem}.{entry.extension}"
    return send_document(request, dataset, content, content_type=f"{entry.media_type}{charset}", name=name, etag=etag)
