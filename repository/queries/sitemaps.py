"""Public datasets by the numbers of their rows, in parts that a file of a sitemap can hold."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from repository.lifecycle import Standing
from repository.models import Dataset

PER_PART: Final = 50_000
"""Rows of a part, and the most addresses that the protocol lets one file hold."""

_PARTS: Final = f"""
    SELECT id / {PER_PART}, max(datestamp) FROM repository_dataset WHERE datestamp IS NOT NULL GROUP BY 1
"""  # noqa: S608 (a constant)


class Part(NamedTuple):
    """One file of the sitemap, and when something of it last changed."""

    number: int
    changed: datetime


def sitemap_parts() -> list[Part]:
    """Every part with a dataset that is or was public; read from the index of harvesting alone."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS)
        return sorted(Part(*row) for row in cursor.fetchall())


def datasets_of_part(number: int) -> Iterator[tuple[str, datetime]]:
    """Suffix and last change of the public datasets of a part, in the order of their rows."""
    rows = Dataset.objects.filter(id__gte=number * PER_PART, id__lt=(number + 1) * PER_PART, standing=Standing.PUBLIC)
    for suffix, changed in rows.order_by("id").values_list("suffix", "datestamp").iterator(chunk_size=5000):
        if changed:
            yield suffix, changed
