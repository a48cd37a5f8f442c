"""The stored record of a dataset in one of its formats, one layer described or cited, and a list of checksums."""

from http import HTTPStatus
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from repository.crosswalks import cdi
from repository.crosswalks.formats import EXPORTS, Format
from repository.lifecycle import Standing
from repository.models import Dataset, Rendition
from repository.queries.landing_exports import checksums, layer_in_format, summary_of
from repository.views.citations import TEXT, send_styled
from repository.views.documents import send_document
from repository.views.public_dataset import gone, public_dataset


@require_safe
def export(request: HttpRequest, suffix: str, name: str) -> HttpResponse:
    """One format, byte for byte as it was rendered at publication; with ``?layer=`` that layer described or cited."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    if name not in EXPORTS:
        raise Http404(f"no format {name}")
    if EXPORTS[name].name == "citation-text" and "style" in request.GET:
        return send_styled(request, dataset, TEXT, request.GET.dict())
    if fragment := request.GET.get("layer", ""):
        return send_layer(request, dataset, EXPORTS[name], fragment)
    return send_rendition(request, dataset, EXPORTS[name])


@require_safe
def cdi_summary(request: HttpRequest, suffix: str) -> HttpResponse:
    """A summary in the manner of SeaDataNet's CDI; 404 for what is not about the sea."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    content = summary_of(dataset)
    if content is None:
        raise Http404("no such summary of this dataset")
    return send_document(request, dataset, content, content_type=cdi.MEDIA_TYPE, name=f"{dataset.suffix}-cdi.xml")


@require_safe
def manifest(request: HttpRequest, suffix: str) -> HttpResponse:
    """What ``sha256sum -c`` reads: the files of a layer (the newest, or ``?layer=``) under their own paths."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    found = checksums(dataset, request.GET.get("layer", ""))
    if found is None:
        raise Http404("no such layer")
    name, kind = f"{dataset.suffix}-{found.fragment}.sha256", "text/plain; charset=utf-8"
    content = found.lines.encode()
    response = send_document(request, dataset, content, content_type=kind, name=name, fragment=found.fragment)
    if response.status_code == HTTPStatus.OK:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def send_rendition(request: HttpRequest, dataset: Dataset, entry: Format, *, media_type: str = "") -> HttpResponse:
    """The stored bytes of a format, an XML document with its declaration; ``media_type``: as it was negotiated."""
    stored = get_object_or_404(Rendition, dataset=dataset, format=entry.name)
    sent = _Sent(bytes(stored.body), dataset.suffix, etag=stored.etag)
    response = _send(request, dataset, entry, sent, media_type)
    return _negotiated(response, reverse("export", args=[dataset.suffix, entry.export])) if media_type else response


def send_layer(
    request: HttpRequest, dataset: Dataset, entry: Format, layer: str, *, media_type: str = ""
) -> HttpResponse:
    """One layer in a format; 404 for no such layer, and for formats of the whole dataset alone."""
    body = layer_in_format(dataset, entry, layer)
    if body is None:
        raise Http404("no such layer in this format")
    sent = _Sent(body, f"{dataset.suffix}-{layer}", fragment=int(layer))
    response = _send(request, dataset, entry, sent, media_type)
    place = f"{reverse('export', args=[dataset.suffix, entry.export])}?layer={layer}"
    return _negotiated(response, place) if media_type else response


class _Sent(NamedTuple):
    body: bytes
    stem: str
    fragment: int | None = None
    etag: str = ""


def _negotiated(response: HttpResponse, place: str) -> HttpResponse:
    response["Content-Location"] = place
    patch_vary_headers(response, ("Accept",))
    return response


def _send(request: HttpRequest, dataset: Dataset, entry: Format, sent: _Sent, media_type: str) -> HttpResponse:
    charset = "" if entry.extension in {"xml", "json"} else "; charset=utf-8"
    return send_document(
        request,
        dataset,
        entry.document(sent.body),
        content_type=f"{media_type or entry.media_type}{charset}",
        name=f"{sent.stem}.{entry.extension}",
        etag=sent.etag,
        fragment=sent.fragment,
    )
