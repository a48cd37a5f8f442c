"""The derived index follows the database: what changed is read in the order of the changes and written in one commit."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from repository.catalogue.index.folder import AnotherWriter, IndexWriter, open_index, writing
from repository.catalogue.index.finding import IndexReader
from repository.catalogue.kept import from_json
from repository.models import CatalogueChange, CatalogueEntry, CatalogueEpoch

logger = logging.getLogger(__name__)

BATCH: Final = 2_000
A_COMMIT: Final = 50_000
"""So many changes are read at a time, and so many are seen by readers at once while an index is made anew."""


def index_root() -> Path:
    """Where the index of this database lies on this machine: another life of the database has another folder."""
    epoch, _ = CatalogueEpoch.objects.get_or_create(pk=1)
    return Path(settings.CATALOGUE_INDEX) / str(epoch.key)


def follow(root: Path) -> int:
    """Bring the index up to the database; how many changes there were. 0 where another process is writing."""
    reader = IndexReader(root)
    since = reader.followed
    if not CatalogueChange.objects.filter(number__gt=since).exists():
        return 0
    try:
        with writing(root, open_index(root)) as writer:
            return sum(_steps(writer, IndexReader(root).followed))
    except AnotherWriter:
        return 0


def _steps(writer: IndexWriter, followed: int) -> Iterator[int]:
    waiting, is_new = 0, followed == 0
    while changes := list(CatalogueChange.objects.filter(number__gt=followed).order_by("number")[:BATCH]):
        entries = CatalogueEntry.objects.in_bulk([change.entry for change in changes])
        for change in changes:
            entry = entries.get(change.entry)
            if entry is None or entry.found_by is None:
                writer.remove(change.entry)
            elif is_new:
                writer.add(change.entry, from_json(entry.found_by))
            else:
                writer.put(change.entry, from_json(entry.found_by))
        followed, waiting = changes[-1].number, waiting + len(changes)
        if waiting >= A_COMMIT:
            writer.commit(followed)
            waiting = 0
        yield len(changes)
    writer.commit(followed)
    logger.info("catalogue.followed change=%s", followed)
