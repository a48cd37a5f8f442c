"""What is there already: files with the same bytes, in public or under review, and datasets under a like title."""

from collections.abc import Collection, Mapping
from typing import Final

from django.db.models import Q

from moderation.checks.licences import DERIVED
from moderation.checks.likeness import NEARLY, differ_by_numbers, nearness
from repository.catalogue.kept import as_far_as_told
from repository.lifecycle import DatasetState, Standing
from repository.models import CatalogueEntry, Dataset, DraftFile, LayerFile
from repository.record.identifiers import parse_doi
from repository.record.model import Record
from repository.vocabularies.words import folded

_CANDIDATES: Final = 300
_WORDS: Final = 3
_SHORTEST: Final = 4
_MOST_TITLES: Final = 3
_IN_HAND: Final = (DatasetState.SUBMITTED, DatasetState.CHANGES_REQUESTED, DatasetState.ACCEPTED)


def public_files_like(hashes: Collection[str], *, apart_from: Dataset) -> dict[str, str]:
    """SHA256 -> DOI of another public dataset that holds a file of these bytes."""
    places = LayerFile.objects.filter(
        file__sha256__in=hashes,
        snapshot__published_at__isnull=False,
        snapshot__dataset__standing=Standing.PUBLIC,
    ).exclude(snapshot__dataset=apart_from)
    found: dict[str, str] = {}
    for place in places.select_related("file", "snapshot__dataset").order_by("pk"):
        found.setdefault(place.file.sha256, place.snapshot.dataset.doi)
    return found


def files_in_hand_like(hashes: Collection[str], *, apart_from: Dataset) -> dict[str, str]:
    """SHA256 -> DOI of a dataset of another deposit that is under review and not public.

    Only of one that every moderator of this dataset's disciplines may read.
    """
    places = DraftFile.objects.filter(
        file__sha256__in=hashes,
        dataset__state__in=_IN_HAND,
        dataset__standing=Standing.UNPUBLISHED,
        dataset__poles__contains=apart_from.poles,
    ).exclude(dataset__deposit=apart_from.deposit_id)
    found: dict[str, str] = {}
    for place in places.select_related("file", "dataset").order_by("pk"):
        found.setdefault(place.file.sha256, place.dataset.doi)
    return found


def public_title_like(title: str, *, apart_from: Dataset) -> str:
    """The DOI of another public dataset under this title, whatever its capitals; empty where there is none."""
    entries = CatalogueEntry.objects.filter(title__iexact=title.strip(), dataset__standing=Standing.PUBLIC)
    entry = entries.exclude(dataset=apart_from).select_related("dataset").order_by("pk").first()
    return entry.dataset.doi if entry and entry.dataset else ""


def public_titles_near(title: str, *, apart_from: Dataset) -> dict[str, str]:
    """DOI -> title of other public datasets whose titles are nearly this one, the nearest first; series are left out.

    Only titles that hold one of the longest words are compared, some hundreds at most.
    """
    words = sorted({word for word in title.split() if len(folded(word)) >= _SHORTEST}, key=len, reverse=True)
    asked = Q()
    for word in words[:_WORDS]:
        asked |= Q(title__icontains=word.strip(".,;:()[]\"'«»"))
    if not asked:
        return {}
    entries = CatalogueEntry.objects.filter(asked, dataset__standing=Standing.PUBLIC).exclude(dataset=apart_from)
    rows = entries.order_by("-id").values_list("dataset__prefix", "dataset__suffix", "title")[:_CANDIDATES]
    near = [
        (nearness(title, other), f"{prefix}/{suffix}", other)
        for prefix, suffix, other in rows
        if not differ_by_numbers(title, other)
    ]
    best = sorted((each for each in near if each[0] >= NEARLY), key=lambda each: -each[0])
    return {doi: other for _, doi, other in best[:_MOST_TITLES]}


def licences_of_sources(record: Record) -> Mapping[str, str]:
    """Bare DOI -> the SPDX name of the licence, of public datasets of this repository that a record is made of."""
    cited = (parse_doi(each.identifier) for each in record.related if each.relation in DERIVED)
    names = {each.name for each in cited if each}
    entries = CatalogueEntry.objects.filter(
        dataset__suffix__in={name.partition("/")[2] for name in names}, dataset__standing=Standing.PUBLIC
    )
    rows = entries.values_list("dataset__prefix", "dataset__suffix", "found_by")
    licences = {
        f"{prefix}/{suffix}".lower(): as_far_as_told(found_by).facets.get("licence", ())
        for prefix, suffix, found_by in rows
    }
    return {doi: values[0] for doi, values in licences.items() if values and doi in names}
