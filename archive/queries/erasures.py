"""What was erased from packages, and in which places of the archive it has to go."""

from django.conf import settings

from archive.models import ARCHIVE, Archiving, FileCopy
from repository.models import Dataset, ErasedFile, ErasurePlaceKind, ErasureState


def places_of(dataset: Dataset) -> list[tuple[str, str]]:
    """The archive and every store that has, had or may yet get a copy; nothing before there is a package."""
    if not Archiving.objects.filter(dataset=dataset).exists():
        return []
    known = FileCopy.objects.filter(dataset=dataset).exclude(place=ARCHIVE).order_by("place")
    stores = {*settings.ARCHIVE_REPLICAS, *known.values_list("place", flat=True).distinct()}
    return [(ErasurePlaceKind.ARCHIVE.value, ""), *((ErasurePlaceKind.STORE.value, name) for name in sorted(stores))]


def erased_names(dataset: Dataset) -> frozenset[str]:
    """Archived names that no place may hold any more, nor get again."""
    done = (ErasureState.CONFIRMED, ErasureState.DONE)
    rows = ErasedFile.objects.filter(erasure__dataset=dataset, erasure__state__in=done).exclude(archived_name="")
    return frozenset(rows.values_list("archived_name", flat=True))
