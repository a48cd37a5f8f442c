"""What is public already: files with the same bytes, and datasets under the same title."""

from collections.abc import Collection

from repository.lifecycle import Standing
from repository.models import CatalogueEntry, Dataset, LayerFile


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


def public_title_like(title: str, *, apart_from: Dataset) -> str:
    """The DOI of another public dataset under this title, whatever its capitals; empty where there is none."""
    entries = CatalogueEntry.objects.filter(title__iexact=title.strip(), dataset__standing=Standing.PUBLIC)
    entry = entries.exclude(dataset=apart_from).select_related("dataset").order_by("pk").first()
    return entry.dataset.doi if entry and entry.dataset else ""
