"""An empty database becomes the repository again, from packages alone: each dataset whole, in its own transaction."""

import logging
from collections.abc import Iterator, Sequence

from django.db import connection

from archive.services.package_sources import PackageSource
from archive.services.rebuilt_apart import do_not_wait_for_the_disk, rebuilt_apart
from archive.services.rebuilt_package import Beside, Outcome, Result, rebuild_package
from repository.errors import PermanentFailure
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.services.rebuilt_site import finish_rebuild

__all__ = ["DatabaseInUse", "Outcome", "Rebuild", "Result"]

logger = logging.getLogger(__name__)


class DatabaseInUse(PermanentFailure):
    """The database holds datasets that the packages do not."""

    code = "database-in-use"


class Rebuild:
    """One run over all packages of a source. After a stop at any moment another run goes on where it was.

    ``processes``: so many packages at once, each in a process of its own; one: in this process.
    """

    def __init__(self, source: PackageSource, *, processes: int = 1) -> None:
        self._source = source
        self._processes = processes
        self._beside = Beside()

    def run(self) -> Iterator[Result]:
        """Rebuild every package that the database lacks, one transaction each; what became of each in turn.

        Raises DatabaseInUse before anything is written, and TransientFailure where the source or the archive's disk
        does not answer: what was rebuilt by then stays.
        """
        suffixes = tuple(self._source.suffixes())
        _check_database(frozenset(suffixes), self._source)
        for result in self._each(suffixes):
            logger.info("archive.rebuilt package=%s outcome=%s code=%s", result.suffix, result.outcome, result.code)
            yield result

    def finish(self) -> int:
        """What concerns all datasets, once the run is over: the next number that will be given."""
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO on")
        return finish_rebuild(disciplines=self._beside.disciplines, highest=self._beside.highest)

    def _each(self, suffixes: Sequence[str]) -> Iterator[Result]:
        at_once = min(self._processes, len(suffixes))
        if at_once > 1:
            for result, beside in rebuilt_apart(self._source.name, suffixes, processes=at_once):
                self._beside.take(beside)
                yield result
            return
        do_not_wait_for_the_disk()
        for suffix in suffixes:
            yield rebuild_package(self._source, suffix, self._beside)


def _check_database(suffixes: frozenset[str], source: PackageSource) -> None:
    """What is public here must be there too: else this is another repository's database, or not its archive."""
    shown = Dataset.objects.exclude(standing=Standing.UNPUBLISHED).filter(is_synthetic=False)
    for suffix in shown.order_by("pk").values_list("suffix", flat=True).iterator():
        if suffix not in suffixes:
            text = f"The database holds dataset {suffix}, {source.name} does not: is this the archive of this database?"
            raise DatabaseInUse(text)
