"""The typed links of a public dataset (FAIR Signposting 2023-10-02): of its page, its records and its files."""

from collections.abc import Iterator
from itertools import chain
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from repository.crosswalks.typed_links import (
    ABOUT_PAGE,
    DATASET,
    LINKSET_JSON,
    LINKSET_TEXT,
    LinkContext,
    TypedLink,
)
from repository.queries.landing_parts import LandingPage, PageKind
from repository.queries.layers import places_in

_AS_REVERSED: Final = RFC3986_SUBDELIMS + "/~:@"
"""What ``reverse`` leaves as it is: one address of a file has one spelling, without the time of 100,000 of them."""


def linksets(suffix: str, fragment: int | None = None) -> tuple[TypedLink, TypedLink]:
    """Where all typed links of a dataset, or of one of its layers, are found, in both forms."""
    address = f"{settings.SITE_URL}{reverse('linkset', args=[suffix])}"
    layer = "" if fragment is None else f"layer={fragment}"
    as_json = f"{address}?{layer}" if layer else address
    as_text = f"{address}?{layer}{'&' if layer else ''}format=text"
    return TypedLink(as_json, "linkset", LINKSET_JSON), TypedLink(as_text, "linkset", LINKSET_TEXT)


def address_of(suffix: str, fragment: int | None = None) -> str:
    """The page of a dataset, or of one of its layers."""
    path = reverse("landing", args=[suffix]) if fragment is None else reverse("layer", args=[suffix, fragment])
    return settings.SITE_URL + path


def identity(page: LandingPage, fragment: int | None = None) -> Iterator[TypedLink]:
    """What it is cited as, what it is and under which licence; a tombstone only what it was cited as.

    A layer is cited with its fragment; it belongs to the whole dataset, whose page is its newest version too.
    The layers of a series are one list for programs (``version-history``, RFC 5829).
    """
    yield TypedLink(page.citation.doi_url or page.doi_url, "cite-as")
    if page.kind is not PageKind.PUBLIC:
        return
    if fragment is not None:
        for relation in ("collection", "up", "latest-version"):
            yield TypedLink(page.url, relation, "text/html")
    if page.layer_count > 1:
        all_layers = f"{settings.SITE_URL}{reverse('layers', args=[page.suffix])}"
        yield TypedLink(f"{all_layers}?format=json", "version-history", "application/json")
    yield TypedLink(ABOUT_PAGE, "type")
    yield TypedLink(DATASET, "type")
    if page.licence and page.licence.url:
        yield TypedLink(page.licence.url, "license")


def records(page: LandingPage) -> Iterator[TypedLink]:
    """The description in every format."""
    for each in page.exports:
        yield TypedLink(settings.SITE_URL + each.url, "describedby", each.media_type, each.profile)


def authors(page: LandingPage) -> Iterator[TypedLink]:
    """Those authors who have an ORCID, or organisations a ROR."""
    people = chain(page.people.shown, page.people.folded)
    return (TypedLink(person.url, "author") for person in people if person.url)


def all_in_one(page: LandingPage) -> Iterator[TypedLink]:
    """The archive of all files of a layer, for a header that has no room for each."""
    if page.files.zip_url:
        yield TypedLink(settings.SITE_URL + page.files.zip_url, "item", "application/zip")


def contexts(page: LandingPage, fragment: int | None = None) -> Iterator[LinkContext]:
    """All links of the page, of its records and of the files of its layer, however many these are."""
    landing, here = TypedLink(page.url, "collection", "text/html"), address_of(page.suffix, fragment)
    yield LinkContext(here, chain(identity(page, fragment), authors(page), records(page), _items(page)))
    for record, each in zip(records(page), page.exports, strict=True):
        described = here if each.of_layer else page.url
        yield LinkContext(record.href, (TypedLink(described, "describes", "text/html"),))
    for item in _items(page):
        yield LinkContext(item.href, (landing,))


def _items(page: LandingPage) -> Iterator[TypedLink]:
    if page.fragment is None or not page.files.are_open:
        return
    folder = f"{page.url}files/{page.fragment}/"
    for path, media_type in places_in(page.fragment).values_list("path", "file__media_type").iterator():
        yield TypedLink(folder + quote(path, safe=_AS_REVERSED), "item", media_type)
