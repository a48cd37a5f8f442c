"""The files of a draft as a page lists them: what each is, and what is odd about it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from repository.models import Dataset, DraftFile, FileRole
from repository.queries.file_readings import NOTHING_READ, FileReading, readings_of
from repository.queries.landing_terms import MEDIA
from repository.uploads.media_types import PICTURES, contradicts
from repository.uploads.names import extension_of

PAGE_OF_FILES = 100
"""Files of a draft on one page."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: its place in the draft, its kind in words, what is odd, its reading, and the roles it may have."""

    place: DraftFile
    kind: str
    oddity: str
    reading: FileReading
    roles: tuple[tuple[str, str], ...]


class DraftPaths(Collection[str]):
    """The paths of a draft's files, asked for one by one: a deposit may hold 100,000."""

    def __init__(self, dataset: Dataset) -> None:
        self._places = DraftFile.objects.filter(dataset=dataset)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and "\x00" not in path and self._places.filter(path=path).exists()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.values_list("path", flat=True))

    def __len__(self) -> int:
        return self._places.count()

    def __bool__(self) -> bool:
        return self._places.exists()


def draft_places(dataset: Dataset) -> QuerySet[DraftFile]:
    """The files of a draft in their order."""
    return DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path")


def file_lines(places: Iterable[DraftFile]) -> tuple[FileLine, ...]:
    """One line for each place."""
    readings = readings_of(places := tuple(places))
    return tuple(_line(place, readings.get(place.file_id, NOTHING_READ)) for place in places)


def _line(place: DraftFile, reading: FileReading) -> FileLine:
    media_type = place.file.media_type
    is_picture = media_type in PICTURES
    roles = tuple((value, str(words)) for value, words in FileRole.choices if value != FileRole.THUMBNAIL or is_picture)
    oddity = ""
    if contradicts(media_type, place.path):
        oddity = _("It is named .%(extension)s, and its content is not that: %(kind)s. Readers will not open it.") % {
            "extension": extension_of(place.path),
            "kind": kind_words(media_type),
        }
    return FileLine(place, kind_words(media_type), oddity, reading, roles)


def kind_words(media_type: str) -> str:
    """A media type as people call it, else as it is."""
    return str(MEDIA.get(media_type, media_type))
