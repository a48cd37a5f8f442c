"""A dataset's package in another form, for who takes it away: BagIt, OCFL or PREMIS."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.conf import settings

from archive.aip.durable import disk_failures
from archive.aip.layout import parse_name
from archive.exports.bagit import bag_of
from archive.exports.content import Entry, told_twice
from archive.exports.history import FileEvent, History, Replication
from archive.exports.ocfl import Keeper, object_of
from archive.exports.package import PackageRead, read_package
from archive.exports.premis import premis_of
from archive.exports.streams import write_archive, write_file_of, write_folder
from archive.models import FixityEvent, Replica, ReplicaState
from archive.queries import newest_archiving, package_folder
from repository.errors import PermanentFailure
from repository.models import Dataset
from repository.zip_format import Member

ARCHIVES = (".tar", ".zip")


class ExportForm(StrEnum):
    """What a package can be exported as."""

    BAGIT = "bagit"
    OCFL = "ocfl"
    PREMIS = "premis"


@dataclass(frozen=True)
class Export:
    """The files of an export; ``folder`` holds them in an archive file, ``day`` is that of the newest manifest."""

    form: ExportForm
    folder: str
    day: date
    entries: tuple[Entry, ...]

    @property
    def members(self) -> list[Member]:
        """As an archive file takes them."""
        return [entry.under(self.folder) for entry in self.entries]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(entry.size for entry in self.entries)


def prepare_export(*, dataset: Dataset, form: ExportForm) -> Export:
    """All that an export will hold, no data read yet: it is read, and compared with its seal, as it goes out.

    Raises PermanentFailure ``nothing-archived`` before there is a package, what `read_package` raises,
    ``not-exportable`` where a document cannot be read, and TransientFailure ``disk-failed``.
    """
    newest = newest_archiving(dataset)
    if newest is None:
        raise PermanentFailure(f"No dataset {dataset.suffix} is archived.", code="nothing-archived")
    folder = package_folder(dataset)
    with disk_failures(folder):
        package = read_package(folder, seal=newest.seal)
        premis = partial(premis_of, package, _history(dataset))
        return Export(
            form, dataset.suffix, parse_name(newest.manifest_name).archived_on, tuple(_entries(package, form, premis))
        )


def _entries(package: PackageRead, form: ExportForm, premis: "partial[Iterator[bytes]]") -> tuple[Entry, ...]:
    match form:
        case ExportForm.BAGIT:
            return bag_of(package, premis=premis)
        case ExportForm.OCFL:
            return object_of(package, keeper=_keeper(package), premis=premis)
        case ExportForm.PREMIS:
            return (told_twice(f"{package.suffix}-premis.xml", premis),)


def write_export(*, suffix: str, form: ExportForm, target: Path) -> Export:
    """Write an export under a new name: a ``.tar`` or ``.zip`` file, else a folder; PREMIS is one file.

    Raises as `prepare_export`, FixityMismatch where the package holds other bytes than were sealed, PermanentFailure
    ``export-exists`` where something is there, and TransientFailure ``disk-full`` or ``disk-failed``.
    """
    dataset = Dataset.objects.filter(suffix=suffix).first()
    if dataset is None:
        raise PermanentFailure(f"No dataset {suffix} is archived.", code="nothing-archived")
    export = prepare_export(dataset=dataset, form=form)
    with disk_failures(target.parent):
        if form is ExportForm.PREMIS:
            write_file_of(target, export.entries[0])
        elif target.suffix in ARCHIVES:
            write_archive(target, export.entries, folder=export.folder, day=export.day)
        else:
            write_folder(target, export.entries)
    return export


def _keeper(package: PackageRead) -> Keeper:
    publication = package.record().publication
    return Keeper(publication.publisher.name if publication else settings.SITE_NAME, settings.SITE_URL)


def _history(dataset: Dataset) -> History:
    """What the database knows now; what comes later is not in it, however often it is read."""
    copies = Replica.objects.filter(archiving__dataset=dataset, state=ReplicaState.VERIFIED, verified_at__isnull=False)
    rows = copies.order_by("archiving__number", "store").select_related("archiving")
    replications = tuple(
        Replication(row.store, row.archiving.manifest_name, row.verified_at, row.files, row.size)
        for row in rows
        if row.verified_at
    )
    last = FixityEvent.objects.filter(copy__dataset=dataset).order_by("-pk").values_list("pk", flat=True).first()
    return History(replications, partial(_file_events, dataset, last or 0))


def _file_events(dataset: Dataset, last: int) -> Iterator[FileEvent]:
    rows = FixityEvent.objects.filter(copy__dataset=dataset, pk__lte=last).order_by("pk")
    fields = ("copy__place", "copy__name", "kind", "at", "fault", "found", "detail")
    return (FileEvent(*row) for row in rows.values_list(*fields).iterator(chunk_size=2000))
