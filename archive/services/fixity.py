"""Re-hashing what is stored, in the archive and in the stores. Finds faults, mends none."""

from dataclasses import dataclass

from django.conf import settings

from archive.aip.faults import Fault
from archive.aip.validator import validate_package
from archive.models import Archiving
from archive.queries import newest_archiving, newest_verified_replica, package_folder
from archive.services.copy_faults import copy_faults
from archive.stores.opening import open_store
from repository.errors import PermanentFailure, TransientFailure
from repository.models import Dataset

ARCHIVE = "archive"
"""Where the packages themselves live, as reports call it; replicas go by the name of their store."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place: the dataset's suffix, ``archive`` or the name of a store, the fault."""

    dataset: str
    place: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.place} {self.fault.of(self.dataset)}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What was looked at, as (place, suffix), and what was found."""

    checked: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def audit_archive(*, suffix: str | None = None, store: str | None = None) -> Audit:
    """Read every byte of every package and of every verified replica, or of one dataset or one store alone.

    Synthetic datasets are left out. Raises PermanentFailure ``nothing-archived`` for a suffix that has no package and
    ``store-unknown`` for a store that the settings do not name.
    """
    if store is not None and store not in settings.ARCHIVE_REPLICAS:
        raise PermanentFailure(f"No store is called {store}: ARCHIVE_REPLICAS does not name it.", code="store-unknown")
    datasets = _datasets(suffix)
    checked: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for place in _places(store):
        for dataset in datasets:
            archiving = _sealed_at(dataset, place)
            if archiving is None:
                continue
            checked.append((place, dataset.suffix))
            look = _package_faults if place == ARCHIVE else _copy_faults
            faults = look(dataset, archiving, place)
            findings.extend(Finding(dataset.suffix, place, fault) for fault in faults)
    return Audit(tuple(checked), tuple(findings))


def _datasets(suffix: str | None) -> list[Dataset]:
    found = Dataset.objects.filter(archivings__isnull=False, is_synthetic=False).distinct().order_by("pk")
    if suffix is None:
        return list(found)
    datasets = list(found.filter(suffix=suffix))
    if not datasets:
        raise PermanentFailure(f"No dataset {suffix} is archived.", code="nothing-archived")
    return datasets


def _places(store: str | None) -> list[str]:
    return [ARCHIVE, *settings.ARCHIVE_REPLICAS] if store is None else [store]


def _sealed_at(dataset: Dataset, place: str) -> Archiving | None:
    """The archiving that a place must hold."""
    if place == ARCHIVE:
        return newest_archiving(dataset)
    replica = newest_verified_replica(dataset, place)
    return replica.archiving if replica else None


def _package_faults(dataset: Dataset, archiving: Archiving, _place: str) -> tuple[Fault, ...]:
    return validate_package(package_folder(dataset), seal=archiving.seal)


def _copy_faults(dataset: Dataset, archiving: Archiving, place: str) -> tuple[Fault, ...]:
    """A store that does not answer is a fault of its copy: nothing there could be proved."""
    try:
        return tuple(sorted(copy_faults(store=open_store(place), archiving=archiving)))
    except (TransientFailure, PermanentFailure) as error:
        return (Fault("unreadable-file", "", error.sentence),)
