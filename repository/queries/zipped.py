"""Archives that readers know by what is in them: a zipped Shapefile is opened as it is."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet

from repository.models import Inspection

SHAPEFILE: Final = "Shapefile, zipped"
"""What records say of it; pages say it in their language."""

_MEDIA: Final = "application/zip"
_READ_AS: Final = "Shapefile (zip)"
"""As the reader of archives calls it."""


def zipped_shapefiles(files: Iterable[tuple[int, str]]) -> frozenset[int]:
    """Those of these files (key, media type) that were read as zipped Shapefiles."""
    archives = [key for key, media_type in files if media_type == _MEDIA]
    return frozenset(_read().filter(file__in=archives).values_list("file_id", flat=True)) if archives else frozenset()


def _read() -> QuerySet[Inspection]:
    return Inspection.objects.filter(file__media_type=_MEDIA, reading__format=_READ_AS)
