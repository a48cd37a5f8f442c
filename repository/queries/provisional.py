"""The Edition that a draft would have if it were published today: what its formats are tried out with."""

from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from repository.access import files_are_open
from repository.crosswalks.edition import Edition, EditionAccess, EditionFile, EditionLayer
from repository.models import AccessPolicy, Dataset, DraftFile
from repository.queries.editions import file_url, landing_url, layer_url, registrar_of

PROVISIONAL_FRAGMENT = 1
"""Stands for the number that the freeze will draw."""

MOST_FILES: Final = 1000
"""So many files stand for all of a draft; the freeze tries the formats out once more with every one."""


def provisional_edition(dataset: Dataset) -> Edition:
    """The reserved DOI, today's date, the draft's files as one layer, the access it asks for."""
    today = datetime.now(UTC).date()
    return Edition(
        doi=dataset.doi,
        url=landing_url(dataset),
        publisher=settings.SITE_NAME,
        published=dataset.first_published or today,
        updated=today,
        number=1,
        layers=(
            EditionLayer(
                fragment=PROVISIONAL_FRAGMENT,
                url=layer_url(dataset, PROVISIONAL_FRAGMENT),
                date=today,
                files=_files(dataset),
            ),
        ),
        access=EditionAccess.OPEN if files_are_open(dataset) else EditionAccess(AccessPolicy(dataset.access).value),
        embargo_until=dataset.embargo_until,
        doi_resolves=registrar_of(dataset).resolves,
        site_url=settings.SITE_URL,
    )


def _files(dataset: Dataset) -> tuple[EditionFile, ...]:
    """The first files: whether a format can be written does not hang on how many there are."""
    places = DraftFile.objects.filter(dataset=dataset).select_related("file").order_by("position", "path")
    places = places[:MOST_FILES]
    return tuple(
        EditionFile(
            path=place.path,
            url=file_url(dataset, PROVISIONAL_FRAGMENT, place.path),
            size=place.file.size,
            sha256=place.file.sha256,
            media_type=place.file.media_type,
            role=place.role,
        )
        for place in places
    )
