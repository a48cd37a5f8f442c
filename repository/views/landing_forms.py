"""The forms in which the description of a dataset can be had at its own address, and the list where none is wanted."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from repository.crosswalks.formats import EXPORTS
from repository.crosswalks.typed_links import LINKSET_JSON, LINKSET_TEXT, TypedLink, header
from repository.models import Dataset
from repository.queries.landing_exports import LAYER_FORMATS
from repository.queries.signposts import address_of
from repository.views.negotiation import Offer, Wanted, choose
from repository.views.public_headers import MOST_BYTES

HTML: Final = "text/html"
PAGE: Final = "page"
LINKSET: Final = "linkset"

_ALSO: Final = {
    "application/xhtml+xml": PAGE,
    "application/vnd.schemaorg.ld+json": "schema-org",
    "application/vnd.datacite.datacite+json": "datacite-json",
    "application/x-datacite+xml": "datacite-xml",
    "application/vnd.iso19139.metadata+xml": "iso19139",
    "application/vnd.iso19115-3.metadata+xml": "iso19115-3",
    "application/citeproc+json": "csl-json",
    "application/x-turtle": "geodcat-ap",
    "text/xml": "oai-dc",
    "application/json": "schema-org",
}
"""Other names that programs have for what is here, as those of the DOI agencies' own negotiation."""


def offers(*, of_layer: bool = False) -> tuple[Offer, ...]:
    """The page, every stored format under its media type, all links, then the other names; the first counts most.

    A layer has only the formats that are about a layer.
    """
    stored = [entry for entry in EXPORTS.values() if entry.stored and (not of_layer or entry.name in LAYER_FORMATS)]
    also = [Offer(kind, name) for kind, name in _ALSO.items() if name == PAGE or name in {e.export for e in stored}]
    taken = {entry.media_type for entry in stored}
    return (
        Offer(HTML, PAGE),
        *(Offer(entry.media_type, entry.export, entry.profile) for entry in stored),
        Offer(LINKSET_JSON, LINKSET),
        Offer(LINKSET_TEXT, LINKSET),
        *(offer for offer in also if offer.media_type not in taken),
    )


def wanted_form(request: HttpRequest, *, of_layer: bool = False) -> Wanted | None:
    """What the ``Accept`` header asks for; ``None`` where that is nothing that is here."""
    return choose(request.headers.get("Accept", ""), offers(of_layer=of_layer))


def nothing_wanted(dataset: Dataset, fragment: int | None = None) -> HttpResponse:
    """406: what there is, a line each with its media type and address, and the same as typed links."""
    query = "" if fragment is None else f"?layer={fragment}"
    linkset = f"{settings.SITE_URL}{reverse('linkset', args=[dataset.suffix])}{query}"
    addresses = {PAGE: address_of(dataset.suffix, fragment), LINKSET: linkset}
    exports = f"{settings.SITE_URL}{reverse('landing', args=[dataset.suffix])}export/"
    links = [
        TypedLink(
            addresses.get(offer.name) or f"{exports}{offer.name}{query}", "alternate", offer.media_type, offer.profile
        )
        for offer in offers(of_layer=fragment is not None)
    ]
    lines = [f"{link.media_type}{f' ({link.profile})' if link.profile else ''}\t{link.href}\n" for link in links]
    response = HttpResponse("".join(lines), status=406, content_type="text/plain; charset=utf-8")
    response["Link"] = header(links, most_bytes=MOST_BYTES)
    patch_vary_headers(response, ("Accept",))
    return response
