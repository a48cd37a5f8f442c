"""An empty database becomes the repository again, from packages alone: one dataset after the other, each whole."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from archive.aip.faults import Fault
from archive.aip.layout import highest_number
from archive.aip.reading import PackageRefused, ReadPackage, read_package
from archive.models import ARCHIVE, Archiving, ArchivingKind, CopyState, FileCopy
from archive.queries import archive_root, newest_archiving
from archive.services.inventory import Entry, list_copies
from archive.services.package_sources import FileUnreadable, PackageSource
from archive.services.rebuilt_past import past_of
from archive.services.restoring import restore_package
from repository.errors import PermanentFailure, TransientFailure
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.services.rebuilding import Rebuilt, rebuild_dataset
from repository.services.rebuilt_site import Disciplines, finish_rebuild

_SENSELESS = (DataError, LookupError, TypeError, ValueError, AttributeError)
"""What values of another kind or size than ours lead to: such a package is refused alone."""

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of one package."""

    REBUILT = "rebuilt"
    """Rows again."""
    BROUGHT_UP = "brought-up"
    """The database held it in an older state, as a backup brings it back."""
    THERE = "there"
    """The database held it already, with this very manifest."""
    NOT_PUBLIC = "not-public"
    """Sealed, but not public when it was copied: what it lacks is in a backup."""
    REFUSED = "refused"
    """Damaged, forged, or at odds with what the database holds: named, and left alone."""


@dataclass(frozen=True, slots=True)
class Result:
    """One package: its name, what became of it, why; files brought to the archive, exports that are others now."""

    suffix: str
    outcome: Outcome
    code: str = ""
    reason: str = ""
    files: int = 0
    is_renewed: bool = False


class DatabaseInUse(PermanentFailure):
    """The database holds datasets that the packages do not."""

    code = "database-in-use"


class Rebuild:
    """One run over all packages of a source. After a stop at any moment another run goes on where it was."""

    def __init__(self, source: PackageSource) -> None:
        self._source = source
        self._disciplines = Disciplines()
        self._highest = 0

    def run(self) -> Iterator[Result]:
        """Rebuild every package that the database lacks, one transaction each; what became of each in turn.

        Raises DatabaseInUse before anything is written, and TransientFailure where the source or the archive's disk
        does not answer: what was rebuilt by then stays.
        """
        _do_not_wait_for_the_disk()
        suffixes = tuple(self._source.suffixes())
        _check_database(frozenset(suffixes), self._source)
        for suffix in suffixes:
            result = self._rebuilt(suffix)
            logger.info("archive.rebuilt package=%s outcome=%s code=%s", suffix, result.outcome, result.code)
            yield result

    def finish(self) -> int:
        """What concerns all datasets, once the run is over: the next number that will be given."""
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO on")
        return finish_rebuild(disciplines=self._disciplines, highest=self._highest)

    def _rebuilt(self, suffix: str) -> Result:
        try:
            return self._of_sound(suffix)
        except FileUnreadable as failure:
            if not self._source.answers(besides=suffix):
                raise
            fault = Fault("unreadable-file", failure.name, failure.sentence)
            return Result(suffix, Outcome.REFUSED, PackageRefused.code, fault.of(suffix))
        except TransientFailure:
            raise
        except IntegrityError as error:
            return Result(suffix, Outcome.REFUSED, "number-taken", str(error).partition("\n")[0])
        except _SENSELESS as error:
            reason = f"{type(error).__name__}: {error}".partition("\n")[0]
            return Result(suffix, Outcome.REFUSED, "story-unreadable", reason)
        except PermanentFailure as error:
            outcome = Outcome.NOT_PUBLIC if error.code == "never-public" else Outcome.REFUSED
            return Result(suffix, outcome, error.code, error.sentence)

    def _of_sound(self, suffix: str) -> Result:
        stored = self._source.package(suffix)
        sizes = stored.sizes()
        self._highest = max(self._highest, highest_number(suffix, sizes))
        package = read_package(suffix, stored)
        past = past_of(package)
        self._disciplines.note(past.events)
        known = Dataset.objects.filter(suffix=suffix).first()
        newest = newest_archiving(known) if known else None
        if newest is not None and newest.seal not in {each.seal for each in package.manifests}:
            return _at_odds(newest, package)
        brought = restore_package(archive_root(), package, stored.open)
        if newest is not None and newest.seal == package.newest.seal:
            return Result(suffix, Outcome.THERE, files=len(brought))
        with transaction.atomic():
            rebuilt = rebuild_dataset(past, known=known)
            _write_archivings(rebuilt, package, after=newest.number if newest else 0)
            entries = [Entry(name, package.files[name], package.sizes[name]) for name in brought]
            list_copies(dataset=rebuilt.dataset, place=ARCHIVE, entries=entries, read_at=timezone.now())
            gone = FileCopy.objects.filter(dataset=rebuilt.dataset, name__in=package.erased)
            gone.update(state=CopyState.ERASED, fault="", source="")
        outcome = Outcome.BROUGHT_UP if known else Outcome.REBUILT
        return Result(suffix, outcome, files=len(brought), is_renewed=rebuilt.is_renewed)


def _do_not_wait_for_the_disk() -> None:
    """What a power cut takes back is rebuilt by the next run; `Rebuild.finish` waits for the disk, for all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def _check_database(suffixes: frozenset[str], source: PackageSource) -> None:
    """What is public here must be there too: else this is another repository's database, or not its archive."""
    shown = Dataset.objects.exclude(standing=Standing.UNPUBLISHED).filter(is_synthetic=False)
    for suffix in shown.order_by("pk").values_list("suffix", flat=True).iterator():
        if suffix not in suffixes:
            text = f"The database holds dataset {suffix}, {source.name} does not: is this the archive of this database?"
            raise DatabaseInUse(text)


def _at_odds(newest: Archiving, package: ReadPackage) -> Result:
    reason = f"The database knows {newest.manifest_name}, the package ends with {package.newest.seal.name}."
    return Result(package.suffix, Outcome.REFUSED, "package-behind", reason)


def _write_archivings(rebuilt: Rebuilt, package: ReadPackage, *, after: int) -> None:
    """One row for each manifest that the database lacks, so that the next archiving follows the newest."""
    records = {package.brought[record.name]: record.sha256 for record in package.records}
    layers = {package.brought[layer.name] for layer in package.layers}
    ends = {package.brought[name]: key for name, key in package.ends.items()}
    orders = {package.brought[each.name]: each.said.erasure for each in package.erasures}
    rows = []
    for number, sealed in enumerate(package.manifests[after:], start=after + 1):
        row = Archiving(
            dataset=rebuilt.dataset, number=number, manifest_name=sealed.seal.name, manifest_sha256=sealed.seal.sha256
        )
        if number in records:
            row.publication = rebuilt.publications[records[number]]
            row.kind = ArchivingKind.LAYER if number in layers else ArchivingKind.RECORD
            row.sealed_at = row.publication.sealed_at or row.publication.frozen_at
        elif number in orders:
            row.kind = ArchivingKind.ERASURE
            row.erasure = rebuilt.erasures[orders[number]]
            row.sealed_at = row.erasure.confirmed_at or timezone.now()
        elif number in ends:
            row.kind = ArchivingKind.EVENTS
            row.sealed_event = rebuilt.events[ends[number]]
            row.sealed_at = row.sealed_event.at
        else:
            text = f"{sealed.seal.name} of {package.suffix} brought neither record, erasure nor events."
            raise PermanentFailure(text, code="story-unreadable")
        rows.append(row)
    Archiving.objects.bulk_create(rows)
