"""What lies in a place and is in no list: files of packages, and packages. Told, and left for a person to judge."""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from archive.aip.layout import shown
from archive.models import FileCopy, Stray
from archive.services.places import folder_of
from archive.stores.base import Store
from repository.models import Dataset
from repository.queries.deliveries import open_deliveries_of

logger = logging.getLogger(__name__)

AT_ONCE = 1000

NAME_MOST = 255
"""Letters of a name that are kept: a bucket has longer ones."""


def look_for_stray_files(*, place: str, store: Store, dataset: Dataset) -> int:
    """Compare the names in one package with the list, write what is unknown, forget what is gone; the number unknown.

    Nothing is judged while something of the dataset is under way: its files come before their rows.
    """
    names = {shown(name)[:NAME_MOST] for name in _names(store, dataset.suffix)}
    if open_deliveries_of(dataset_id=dataset.pk).exclude(event__type="copy.faulty").exists():
        return 0
    listed = FileCopy.objects.filter(dataset=dataset, place=place).values_list("name", flat=True)
    unknown = names - set(listed)  # what was erased is listed too: the audit sees that it is gone
    known = Stray.objects.filter(place=place, package=dataset.suffix).exclude(name="")
    known.exclude(name__in=unknown).delete()
    for name in sorted(unknown):
        _remember(place, dataset.suffix, name)
    return len(unknown)


def _names(store: Store, package: str) -> set[str]:
    """Everything in a package; in a folder also what is no file."""
    folder = folder_of(store)
    if folder is not None and (folder / package).is_dir():
        return {path.name for path in (folder / package).iterdir()}
    return {file.name for file in store.list_files(package)}


def look_for_stray_packages(*, place: str, store: Store) -> int:
    """Compare the packages of a place with the list, as above; the number unknown."""
    packages = store.list_packages()
    Stray.objects.filter(place=place, name="").exclude(package__in=packages).delete()
    found = 0
    for some in _in_pieces(packages):
        listed = FileCopy.objects.filter(place=place, dataset__suffix__in=some)
        known = set(listed.values_list("dataset__suffix", flat=True).distinct()) | _under_way(some)
        Stray.objects.filter(place=place, name="", package__in=known).delete()
        for package in sorted(set(some) - known):
            _remember(place, package, "")
            found += 1
    return found


def _in_pieces(packages: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(packages)
    while piece := list(islice(rest, AT_ONCE)):
        yield piece


def _under_way(packages: list[str]) -> set[str]:
    """Those of datasets that are sealed, or on their way: their files come before their rows."""
    datasets = Dataset.objects.filter(suffix__in=packages)
    sealed = set(datasets.filter(archivings__isnull=False).values_list("suffix", flat=True))
    waiting = datasets.exclude(suffix__in=sealed)
    return sealed | {found.suffix for found in waiting if open_deliveries_of(dataset_id=found.pk).exists()}


@transaction.atomic
def _remember(place: str, package: str, name: str) -> None:
    stray, is_new = Stray.objects.get_or_create(place=place, package=package, name=name)
    if is_new:
        logger.warning("stray.found place=%s package=%s name=%r", place, package, name)
        return
    stray.seen_at = timezone.now()
    stray.save(update_fields=["seen_at"])
