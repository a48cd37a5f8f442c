"""What the archive holds: packages, their files, their copies."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from archive.models import Archiving, Replica, ReplicaState
from archive.stores.addresses import local_folder
from repository.errors import PermanentFailure
from repository.models import DataFile, Dataset, Publication


def archive_root() -> Path:
    """The folder of the packages (setting ARCHIVE_URL)."""
    return local_folder(settings.ARCHIVE_URL)


def package_folder(dataset: Dataset) -> Path:
    """The directory of a dataset's package, whether it exists yet or not."""
    return archive_root() / dataset.suffix


def package_file(data_file: DataFile) -> Path:
    """The sealed bytes of a file, to serve a download from. PermanentFailure ``not-archived`` before it is sealed."""
    if not data_file.archived_name:
        raise PermanentFailure(f"File {data_file.number} is not archived yet.", code="not-archived")
    if data_file.erased_at is not None:
        raise PermanentFailure(f"File {data_file.number} was erased by an order of law.", code="file-erased")
    return package_folder(data_file.dataset) / data_file.archived_name


def newest_archiving(dataset: Dataset) -> Archiving | None:
    """The archiving whose manifest proves the package now."""
    return Archiving.objects.filter(dataset=dataset).order_by("-number").first()


def replicas_of(dataset: Dataset) -> QuerySet[Replica]:
    """Every copy of a dataset's package, store by store, newest manifest first."""
    found = Replica.objects.filter(archiving__dataset=dataset).select_related("archiving__dataset")
    return found.order_by("store", "-archiving__number")


def newest_verified_replica(dataset: Dataset, store: str) -> Replica | None:
    """The newest state of the package that a store was verified to hold."""
    return replicas_of(dataset).filter(store=store, state=ReplicaState.VERIFIED).first()


@dataclass(frozen=True, slots=True)
class PackageProgress:
    """How far one publication is in the archive."""

    archiving: Archiving | None
    replicas: tuple[Replica, ...]
    copies_needed: int
    places_needed: int

    @property
    def copies_verified(self) -> int:
        """How many stores were verified to hold it."""
        return len(self._verified_stores())

    @property
    def places_verified(self) -> int:
        """In how many different places these stores are, as the settings tell."""
        places = settings.ARCHIVE_REPLICA_PLACES
        return len({places.get(store, store) for store in self._verified_stores()})

    @property
    def is_replicated(self) -> bool:
        """Whether there are as many verified copies, in as many places, as publication needs."""
        is_enough = self.copies_verified >= self.copies_needed and self.places_verified >= self.places_needed
        return self.archiving is not None and is_enough

    def _verified_stores(self) -> set[str]:
        """Those that the settings still name: nobody looks after a copy elsewhere."""
        verified = {replica.store for replica in self.replicas if replica.state == ReplicaState.VERIFIED}
        return verified & set(settings.ARCHIVE_REPLICAS)


def package_progress(publication: Publication) -> PackageProgress:
    """The package and the copies of one publication, for the page that shows it advance."""
    archiving = Archiving.objects.filter(publication=publication).first()
    replicas = tuple(archiving.replicas.all()) if archiving else ()
    copies, places = settings.ARCHIVE_COPIES_BEFORE_PUBLIC, settings.ARCHIVE_PLACES_BEFORE_PUBLIC
    return PackageProgress(archiving, replicas, copies_needed=copies, places_needed=places)
