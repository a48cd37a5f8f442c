"""All that a page of the search is made of, told by a few values that change whenever any of it does: one query."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from repository.catalogue.index.finding import IndexReader
from repository.queries import catalogue_index

_QUERY = """
    SELECT e.key, (SELECT string_agg(concat_ws(E'\\x1f', p.code, p.name_en, p.name_fr), E'\\x1e' ORDER BY p.id)
                   FROM repository_pole p)
    FROM repository_catalogueepoch e WHERE e.id = 1
"""


class SearchState(NamedTuple):
    """The index, which of its commits is seen, and the names of all disciplines.

    A page made after the state was asked for is of this commit or of a newer one.
    """

    root: Path
    reader: IndexReader
    commit: tuple[int, int]
    poles: str


def search_state() -> SearchState:
    """The state of now."""
    row = _row()
    if row is None:
        catalogue_index.index_root()
        row = _row()
    epoch, poles = row or ("", "")
    root = Path(settings.CATALOGUE_INDEX) / str(epoch)
    reader = catalogue_index.opened(root)
    return SearchState(root, reader, reader.commit, poles or "")


def _row() -> tuple[str, str | None] | None:
    """The life of the database and the disciplines; nothing in its first moment."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY)
        found: tuple[str, str | None] | None = cursor.fetchone()
    return found
