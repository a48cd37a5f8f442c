"""The proof that no layer of a public dataset was altered: its manifests, and a script that checks them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.aip.digest import sha256_of_bytes
from archive.aip.layout import Kind, of_kind
from archive.aip.manifest import Manifest
from archive.models import ArchivingKind
from archive.queries import package_folder
from archive.queries.chain import Link, public_chain
from repository.errors import TransientFailure
from repository.lifecycle import Standing
from repository.models import Dataset, Snapshot
from repository.views.documents import send_document
from repository.views.public_dataset import gone, public_dataset
from repository.views.public_headers import conditional
from repository.zip_format import Member, length_of, zip_stream

SCRIPT: Final = Path(settings.BASE_DIR) / "static" / "check_layers.py"

MOST_SHOWN: Final = 120


@require_safe
def check_script(request: HttpRequest) -> HttpResponse:
    """The script, the same for every dataset."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{SCRIPT.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return conditional(request, response, shared_s=0)


@require_safe
def proof(request: HttpRequest, suffix: str) -> HttpResponse:
    """The chain of a dataset's manifests: a page with the script, or JSON."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    chain = public_chain(dataset)
    if request.GET.get("format") == "json":
        return conditional(request, JsonResponse(_told(dataset, chain)), shared_s=0)
    context = {
        "dataset": dataset,
        "newest": chain[-1] if chain else None,
        "links": chain[::-1][:MOST_SHOWN],
        "more": max(0, len(chain) - MOST_SHOWN),
        "script": SCRIPT.read_text(encoding="utf-8"),
        "script_name": SCRIPT.name,
    }
    return conditional(request, render(request, "archive/proof.html", context))


@require_safe
def layer_manifest(request: HttpRequest, suffix: str, fragment: int) -> HttpResponse:
    """The manifest that sealed one public layer, byte for byte."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    link = next((link for link in public_chain(dataset) if link.fragment == fragment), None)
    if link is None:
        raise Http404("no such layer")
    content = _bytes_of(dataset, link)
    kind = "text/plain; charset=utf-8"
    return send_document(request, dataset, content, content_type=kind, name=link.name, fragment=fragment)


@require_safe
def manifests_zip(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """All public manifests and layer documents, in a folder called as the package: what the script needs."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    chain = public_chain(dataset)
    if not chain:
        raise Http404("nothing is sealed")
    members, day = _members(dataset, chain), chain[-1].day
    is_asked_only = request.method == "HEAD"
    response = HttpResponse() if is_asked_only else StreamingHttpResponse(zip_stream(members, day))
    response["Content-Type"] = "application/zip"
    response["Content-Length"] = str(length_of(members, day))
    response["Content-Disposition"] = f'attachment; filename="{dataset.suffix}-manifests.zip"'
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _members(dataset: Dataset, chain: tuple[Link, ...]) -> list[Member]:
    """Manifests come from the package, each read when its turn comes; layer documents are rows."""
    folder = package_folder(dataset)
    manifests = [
        Member(f"{dataset.suffix}/{link.name}", _size_of(folder, link), _reading(dataset, link)) for link in chain
    ]
    shown = [link.fragment for link in chain if link.fragment]
    layers = Snapshot.objects.filter(dataset=dataset, number__in=shown).order_by("number")
    lengths = layers.annotate(length=Length("document")).values_list("pk", "document_name", "length")
    manifests += [Member(f"{dataset.suffix}/{each.name}", *_sized(dataset, each)) for each in _erasures(dataset, chain)]
    return manifests + [Member(f"{dataset.suffix}/{name}", length, _document(key)) for key, name, length in lengths]


def _erasures(dataset: Dataset, chain: tuple[Link, ...]) -> list[Link]:
    """The documents that tell why manifests list less than those before them."""
    if not any(link.kind == ArchivingKind.ERASURE for link in chain):
        return []
    digests = Manifest.from_bytes(_bytes_of(dataset, chain[-1])).digests
    names = map(str, of_kind(digests, Kind.ERASURE))
    return [Link(name, digests[name], ArchivingKind.ERASURE, None) for name in names]


def _sized(dataset: Dataset, link: Link) -> tuple[int, Callable[[], tuple[bytes]]]:
    return _size_of(package_folder(dataset), link), _reading(dataset, link)


def _reading(dataset: Dataset, link: Link) -> Callable[[], tuple[bytes]]:
    return lambda: (_bytes_of(dataset, link),)


def _document(key: int) -> Callable[[], tuple[bytes]]:
    return lambda: (bytes(Snapshot.objects.values_list("document", flat=True).get(pk=key)),)


def _size_of(folder: Path, link: Link) -> int:
    try:
        return (folder / link.name).stat().st_size
    except OSError as error:
        raise _unavailable() from error


def _bytes_of(dataset: Dataset, link: Link) -> bytes:
    """A manifest as it was sealed; one that is missing or damaged is not given."""
    try:
        content = (package_folder(dataset) / link.name).read_bytes()
    except OSError as error:
        raise _unavailable() from error
    if sha256_of_bytes(content) != link.sha256:
        raise _unavailable()
    return content


def _unavailable() -> TransientFailure:
    return TransientFailure(_("The archive cannot give this file now. Try again later."), code="file-unavailable")


def _told(dataset: Dataset, chain: tuple[Link, ...]) -> dict[str, Any]:
    here = f"{settings.SITE_URL}{reverse('proof', args=[dataset.suffix])}"
    return {
        "doi": dataset.doi,
        "url": here,
        "script": f"{settings.SITE_URL}{reverse('check-script')}",
        "manifests_url": f"{settings.SITE_URL}{reverse('manifests-zip', args=[dataset.suffix])}",
        "manifests": [
            {"name": link.name, "sha256": link.sha256, "brought": link.kind, "layer": link.fragment} for link in chain
        ],
    }
