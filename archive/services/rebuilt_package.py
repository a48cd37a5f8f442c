"""One package becomes rows again, and its files lie in the archive; what it tells beside that is told to the caller."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from psycopg.errors import DeadlockDetected

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
from repository.models import Dataset
from repository.services.past import Past
from repository.services.rebuilding import Rebuilt, rebuild_dataset
from repository.services.rebuilt_site import Disciplines

_SENSELESS = (DataError, LookupError, TypeError, ValueError, AttributeError)
"""What values of another kind or size than ours lead to: such a package is refused alone."""

_BESIDE_OTHERS: Final = 2
"""So often a package is written beside others; where they want the same rows, such as a person of both, then alone."""
_WRITERS_LOCK: Final = 5_471_003
"""Key of the advisory lock that those who write beside others share."""


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


@dataclass(slots=True)
class Beside:
    """What packages tell of the site: the highest number that any names, and what disciplines are called."""

    highest: int = 0
    disciplines: Disciplines = field(default_factory=Disciplines)

    def take(self, other: "Beside") -> None:
        """Take what other packages told."""
        self.highest = max(self.highest, other.highest)
        self.disciplines.take(other.disciplines)


def rebuild_package(source: PackageSource, suffix: str, beside: Beside) -> Result:
    """Rebuild a package that the database lacks; what became of it. ``beside`` takes what it tells of the site.

    Raises TransientFailure where the source or the archive's disk does not answer.
    """
    try:
        return _of_sound(source, suffix, beside)
    except FileUnreadable as failure:
        if not source.answers(besides=suffix):
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


def _of_sound(source: PackageSource, suffix: str, beside: Beside) -> Result:
    stored = source.package(suffix)
    sizes = stored.sizes()
    beside.highest = max(beside.highest, highest_number(suffix, sizes))
    package = read_package(suffix, stored)
    past = past_of(package)
    beside.disciplines.note(past.events)
    known = Dataset.objects.filter(suffix=suffix).first()
    newest = newest_archiving(known) if known else None
    if newest is not None and newest.seal not in {each.seal for each in package.manifests}:
        return _at_odds(newest, package)
    brought = restore_package(archive_root(), package, stored.open)
    if newest is not None and newest.seal == package.newest.seal:
        return Result(suffix, Outcome.THERE, files=len(brought))
    rebuilt = _in_turn(past, package, known, newest, brought)
    outcome = Outcome.BROUGHT_UP if known else Outcome.REBUILT
    return Result(suffix, outcome, files=len(brought), is_renewed=rebuilt.is_renewed)


def _in_turn(
    past: Past, package: ReadPackage, known: Dataset | None, newest: Archiving | None, brought: tuple[str, ...]
) -> Rebuilt:
    """The rows, in one transaction: again, and at last alone, where another process was writing what both want."""
    for _ in range(_BESIDE_OTHERS):
        try:
            return _rows(past, package, known, newest, brought)
        except IntegrityError:
            continue
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return _rows(past, package, known, newest, brought, alone=True)


@transaction.atomic
def _rows(
    past: Past,
    package: ReadPackage,
    known: Dataset | None,
    newest: Archiving | None,
    brought: tuple[str, ...],
    *,
    alone: bool = False,
) -> Rebuilt:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'' if alone else '_shared'}(%s)", [_WRITERS_LOCK])
    rebuilt = rebuild_dataset(past, known=known)
    _write_archivings(rebuilt, package, after=newest.number if newest else 0)
    entries = [Entry(name, package.files[name], package.sizes[name]) for name in brought]
    list_copies(dataset=rebuilt.dataset, place=ARCHIVE, entries=entries, read_at=timezone.now())
    gone = FileCopy.objects.filter(dataset=rebuilt.dataset, name__in=package.erased)
    gone.update(state=CopyState.ERASED, fault="", source="")
    return rebuilt


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
