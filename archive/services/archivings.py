"""Writing one archiving into a dataset's package, and remembering that it ended."""

from collections.abc import Sequence

from archive.aip.archiving import Archiving as NewArchiving
from archive.aip.writer import PackageWriter, Sealed
from archive.models import ARCHIVE, Archiving, ArchivingKind
from archive.queries import archive_root, newest_archiving
from archive.services.inventory import Entry, list_copies
from repository.models import Dataset, Erasure, LifecycleEvent, Publication


def write_archiving(*, dataset: Dataset, archiving: NewArchiving) -> Sealed:
    """Add to the package after the newest archiving that the database knows; outside every transaction.

    Raises as `PackageWriter.create` and `PackageWriter.extend` do. Safe to repeat with the same values.
    """
    writer = PackageWriter(archive_root(), dataset.suffix)
    before = newest_archiving(dataset)
    if before is None:
        return writer.create(archiving)
    return writer.extend(archiving, after=before.seal)


def remember_archiving(
    *,
    dataset: Dataset,
    sealed: Sealed,
    added: Sequence[Entry],
    kind: ArchivingKind,
    publication: Publication | None = None,
    sealed_event: LifecycleEvent | None = None,
    erasure: Erasure | None = None,
) -> Archiving:
    """Write the row of an archiving that ended, and those of the files it ``added``, in the caller's transaction."""
    before = newest_archiving(dataset)
    archiving = Archiving.objects.create(
        dataset=dataset,
        number=before.number + 1 if before else 1,
        kind=kind,
        publication=publication,
        sealed_event=sealed_event,
        erasure=erasure,
        manifest_name=sealed.seal.name,
        manifest_sha256=sealed.seal.sha256,
    )
    list_copies(dataset=dataset, place=ARCHIVE, entries=added, read_at=archiving.sealed_at)
    return archiving
