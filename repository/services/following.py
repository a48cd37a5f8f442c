"""The derived index follows the database: changes are read in their order and written in one commit."""

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from django.db.models import Max

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import IndexWriter, open_index, writing
from repository.catalogue.kept import from_json
from repository.models import CatalogueChange, CatalogueEntry

logger = logging.getLogger(__name__)

BATCH: Final = 2_000
A_COMMIT: Final = 50_000
"""So many changes are read at a time, and so many are seen by readers at once while an index is made anew."""


class Follower:
    """The one writer of an index as long as it is open; raises AnotherWriter where another process has it.

    An index that knows more than the database does, after the database went back, is made anew.
    """

    def __init__(self, root: Path) -> None:
        self._stack = ExitStack()
        index = open_index(root)
        self._writer = self._stack.enter_context(writing(root, index))
        self._followed = IndexReader(root).followed
        self._asked = asked_anew(root)

    def __enter__(self) -> "Follower":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def follow(self) -> int:
        """Bring the index up to the database; how many changes there were."""
        last = CatalogueChange.objects.aggregate(last=Max("number"))["last"] or 0
        is_anew = last < self._followed or self._asked.exists()
        if last == self._followed and not is_anew:
            return 0
        if is_anew:
            logger.warning("catalogue.begins-anew followed=%s last=%s", self._followed, last)
            self._writer.clear()
            self._followed = 0
        done = 0
        each = sys.maxsize if is_anew else A_COMMIT
        for number, count in _steps(self._writer, self._followed, each=each):
            self._followed, done = number, done + count
        self._asked.unlink(missing_ok=True)
        logger.info("catalogue.followed change=%s changes=%s", self._followed, done)
        return done


def asked_anew(root: Path) -> Path:
    """The mark by which whoever follows is asked to make the index anew; it goes when that is done."""
    return root / "anew"


def _steps(writer: IndexWriter, followed: int, *, each: int) -> Iterator[tuple[int, int]]:
    """The last change of each commit, and how many changes it holds."""
    waiting, is_new = 0, followed == 0
    while changes := list(CatalogueChange.objects.filter(number__gt=followed).order_by("number")[:BATCH]):
        entries = CatalogueEntry.objects.only("found_by").in_bulk([change.entry for change in changes])
        for change in changes:
            _write(writer, change.entry, entries.get(change.entry), is_new=is_new)
        followed, waiting = changes[-1].number, waiting + len(changes)
        if waiting >= each:
            writer.commit(followed)
            yield followed, waiting
            waiting = 0
    if waiting or is_new:
        writer.commit(followed)
        yield followed, waiting


def _write(writer: IndexWriter, number: int, entry: CatalogueEntry | None, *, is_new: bool) -> None:
    if entry is None or entry.found_by is None:
        writer.remove(number)
    elif is_new:
        writer.add(number, from_json(entry.found_by))
    else:
        writer.put(number, from_json(entry.found_by))
