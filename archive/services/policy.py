"""Every store that the settings name holds the newest state of every package: what is lacking is brought."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from archive.models import ARCHIVE, Archiving, FileCopy, Replica, ReplicaState
from archive.queries.erasures import erased_names
from archive.services.checks import MISSING, Reading, record_check
from archive.services.inventory import manifest_of
from archive.services.places import check_is_there, check_place, store_of, take_folder
from archive.services.replication import announce_waiting, copy_package, known_to, remember_copy
from archive.services.turns import only_one
from archive.stores.base import ReplicaDamaged, Store
from repository.errors import PermanentFailure, TransientFailure
from repository.models import Dataset, Delivery
from repository.services.deliveries import retry_delivery

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Replication:
    """Packages that were brought, and those that could not be, as (store, suffix) and (store, suffix, reason).

    ``whole`` counts packages that were there already; ``forgotten``: files listed in stores that no setting names.
    """

    whole: int = 0
    brought: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    forgotten: dict[str, int] = field(default_factory=dict)


def replicate_archive(*, suffix: str | None = None, store: str | None = None) -> Replication:
    """Bring the newest state of every package, or of one, to every store, or to one; one package after the other.

    May be stopped at any moment and called again: what is verified is not copied twice. A publication that has copies
    enough by now, since less is asked for than before, goes on. Raises PermanentFailure
    ``nothing-archived`` and ``store-unknown``.
    """
    if store is not None:
        check_place(store)
        take_folder(store)
    newest = _newest(suffix)
    found = Replication(forgotten=_forgotten())
    for name in [store] if store else settings.ARCHIVE_REPLICAS:
        if name == ARCHIVE:
            continue
        verified = Replica.objects.filter(archiving=OuterRef("pk"), store=name, state=ReplicaState.VERIFIED)
        found.whole += newest.filter(Exists(verified)).count()
        _bring_all(name, newest.filter(~Exists(verified)), found)
    announce_waiting()
    return found


def _newest(suffix: str | None) -> QuerySet[Archiving]:
    sealed = Archiving.objects.filter(dataset__is_synthetic=False)
    if suffix is not None:
        sealed = sealed.filter(dataset__suffix=suffix)
        if not sealed.exists():
            raise PermanentFailure(f"No dataset {suffix} is archived.", code="nothing-archived")
    newest = sealed.order_by("dataset_id", "-number").distinct("dataset_id").values("pk")
    return Archiving.objects.filter(pk__in=newest).select_related("dataset").order_by("pk")


def _forgotten() -> dict[str, int]:
    """Files listed in stores that the settings do not name any more, by store."""
    listed = FileCopy.objects.exclude(place__in=[ARCHIVE, *settings.ARCHIVE_REPLICAS])
    return dict(listed.order_by("place").values_list("place").annotate(Count("pk")))


def _bring_all(name: str, lacking: QuerySet[Archiving], found: Replication) -> None:
    """In the order of their numbers; a store that does not answer is not asked for the rest."""
    for archiving in _in_pieces(lacking):
        suffix = archiving.dataset.suffix
        try:
            store = store_of(name)
            if FileCopy.objects.filter(place=name).exists():
                check_is_there(name, store)
            _bring(name, store, archiving)
        except TransientFailure as failure:
            found.failed.append((name, suffix, failure.sentence))
            if failure.code not in {"package-busy", "copy-differs"}:
                return
        except PermanentFailure as failure:
            found.failed.append((name, suffix, failure.sentence))
        else:
            found.brought.append((name, suffix))


def _in_pieces(archivings: QuerySet[Archiving]) -> Iterator[Archiving]:
    last = 0
    while piece := list(archivings.filter(pk__gt=last)[:200]):
        yield from piece
        last = piece[-1].pk


def _bring(name: str, store: Store, archiving: Archiving) -> None:
    replica, _ = Replica.objects.get_or_create(store=name, archiving=archiving)
    with only_one(f"replicate:{replica.lane}"):
        try:
            copied = copy_package(archiving=archiving, store=store, known=known_to(replica))
        except ReplicaDamaged:
            _clear_the_way(name, store, archiving)
            copied = copy_package(archiving=archiving, store=store, known=known_to(replica))
        with transaction.atomic():
            row = (
                Replica.objects.select_for_update(of=("self",)).select_related("archiving__dataset").get(pk=replica.pk)
            )
            if row.state != ReplicaState.VERIFIED:
                remember_copy(replica=row, copied=copied)
    _let_waiting_ones_go_on(name, archiving.dataset)


def _clear_the_way(name: str, store: Store, archiving: Archiving) -> None:
    """Set aside what lies under the names of a package with other bytes, read just now.

    What the list knows there is damaged: it is mended like any other, with its history.
    """
    suffix, manifest = archiving.dataset.suffix, manifest_of(archiving)
    gone = erased_names(archiving.dataset)
    digests = {name: sha256 for name, sha256 in (manifest.digests if manifest else {}).items() if name not in gone}
    digests[archiving.manifest_name] = archiving.manifest_sha256
    listed = {copy.name: copy for copy in FileCopy.objects.filter(dataset=archiving.dataset, place=name)}
    for file, sha256 in digests.items():
        found = store.sha256_of(suffix, file) if store.stat_file(suffix, file) else ""
        if found == sha256:
            continue
        if file in listed:
            record_check(copy=listed[file], reading=Reading("changed-hash" if found else MISSING, found))
            continue
        place = store.set_aside(suffix, file)
        if place is not None:
            logger.warning("copy.set_aside place=%s dataset=%s name=%s to=%s", name, suffix, file, place)


def _let_waiting_ones_go_on(name: str, dataset: Dataset) -> None:
    """Copies of this state or of earlier ones that wait for a person find everything there now."""
    ids = Replica.objects.filter(store=name, archiving__dataset=dataset)
    waiting = Delivery.objects.filter(
        event__type="replica.requested",
        event__subject_type="replica",
        event__subject_id__in=[str(pk) for pk in ids.values_list("pk", flat=True)],
        held_at__isnull=False,
        done_at__isnull=True,
    )
    for delivery in waiting:
        retry_delivery(delivery_id=delivery.pk)
