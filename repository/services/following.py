"""The derived index follows the database: changes are read in their order and written in one commit."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Final

from django.db.models import Max

from repository.catalogue.index.finding import IndexReader
from repository.catalogue.index.folder import (
    IndexUnavailable,
    IndexWriter,
    list_of_segments,
    make_present,
    new_folder,
    present_folder,
    the_only_writer,
    throw_others_away,
)
from repository.catalogue.kept import Unreadable, from_json
from repository.models import CatalogueChange, CatalogueEntry, CatalogueEpoch

logger = logging.getLogger(__name__)

BATCH: Final = 2_000
A_COMMIT: Final = 50_000
"""So many changes are read at a time, and so many are written in one commit."""


class Follower:
    """The one writer of an index as long as it is open; raises AnotherWriter where another process has it.

    An index is made anew beside the present one, which answers until then: where there is none, where it is damaged,
    where somebody asks for it (`asked_anew`), and where it knows more than the database, which went back. Raises
    IndexUnavailable where nothing can be written; what was not committed is then done by the next one.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._asked = asked_anew(root)
        self._writer: IndexWriter | None = None
        self._followed = 0
        with ExitStack() as stack:
            stack.enter_context(the_only_writer(root))
            throw_others_away(root)
            self._open()
            self._stack = stack.pop_all()

    def __enter__(self) -> "Follower":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        writer, self._writer = self._writer, None
        with self._stack:
            if writer is not None and kind is None:
                writer.close()
            elif writer is not None:
                writer.abandon()

    def follow(self) -> int:
        """Bring the index up to the database; how many changes there were."""
        last = CatalogueChange.objects.aggregate(last=Max("number"))["last"] or 0
        if self._must_be_made(last):
            return self._make_anew(last)
        if self._writer is None or last == self._followed:
            return 0
        done = 0
        for number, count in _steps(self._writer, self._followed):
            self._followed, done = number, done + count
        logger.info("catalogue.followed change=%s changes=%s", self._followed, done)
        return done

    def _open(self) -> None:
        """Go on with the present index, where there is one that can be read."""
        folder = present_folder(self._root)
        if folder is None:
            return
        try:
            self._followed = IndexReader(self._root).followed
            self._writer = IndexWriter(folder)
        except IndexUnavailable as problem:
            logger.warning("catalogue.damaged folder=%s problem=%s", folder, problem.sentence)

    def _must_be_made(self, last: int) -> bool:
        is_there = self._writer is not None and list_of_segments(self._writer.folder).exists()
        return not is_there or last < self._followed or self._asked.exists()

    def _make_anew(self, last: int) -> int:
        logger.info("catalogue.begins-anew followed=%s last=%s", self._followed, last)
        if self._writer is not None:
            before, self._writer = self._writer, None
            with suppress(IndexUnavailable):
                before.close()
        writer = IndexWriter(new_folder(self._root))
        followed = done = 0
        for number, count in _steps(writer, 0, nothing_above=last):
            followed, done = number, done + count
        if not done:
            writer.commit(followed)
        make_present(self._root, writer.folder)
        self._asked.unlink(missing_ok=True)
        self._writer, self._followed = writer, followed
        logger.info("catalogue.made-anew change=%s changes=%s", followed, done)
        return done


def begin_another_life() -> None:
    """The database went back to what it was before: no index of the time between is believed."""
    CatalogueEpoch.objects.all().delete()  # another one is made when it is asked for


def asked_anew(root: Path) -> Path:
    """The mark by which whoever follows is asked to make the index anew; it goes when that is done."""
    return root / "anew"


def _steps(writer: IndexWriter, followed: int, *, nothing_above: int | None = None) -> Iterator[tuple[int, int]]:
    """The last change of each commit, and how many changes it holds.

    ``nothing_above``: the index was empty when this was the last change, so that no change up to it replaces anything.
    """
    waiting = 0
    while changes := list(CatalogueChange.objects.filter(number__gt=followed).order_by("number")[:BATCH]):
        entries = CatalogueEntry.objects.only("found_by").in_bulk([change.entry for change in changes])
        for change in changes:
            is_first = nothing_above is not None and change.number <= nothing_above
            _write(writer, change.entry, entries.get(change.entry), is_first=is_first)
        followed, waiting = changes[-1].number, waiting + len(changes)
        if waiting >= A_COMMIT:
            writer.commit(followed)
            yield followed, waiting
            waiting = 0
    if waiting:
        writer.commit(followed)
        yield followed, waiting


def _write(writer: IndexWriter, number: int, entry: CatalogueEntry | None, *, is_first: bool) -> None:
    if not is_first:
        writer.remove(number)
    if entry is None or entry.found_by is None:
        return
    try:
        found_by = from_json(entry.found_by)
    except Unreadable:
        logger.exception("catalogue.unreadable entry=%s", number)
    else:
        writer.add(number, found_by)
