"""Systematic products: each new file of a published dataset becomes one job, once, in its owner's name.

What was taken stands in one row a product and SHA-256, which the database keeps unique: an event that comes twice, late
or out of order, a file in many layers or under many names, two workers at once find it there. The mark of a product
only spares looking through old layers again.
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from fnmatch import fnmatchcase
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from compute.models import Granule, Product
from compute.processes.base import InputRefused
from compute.processes.registry import processes
from compute.queries import granules_waiting, systematic_products
from compute.services.submitting import submit_job
from repository.errors import RepositoryError
from repository.lifecycle import Standing
from repository.models import FileRole, LayerFile, Publication, Snapshot
from repository.queries.layers import published_snapshots
from repository.services.deliveries import Claim

logger = logging.getLogger(__name__)

OVERLAP: Final = timedelta(minutes=10)
"""How long before the mark layers are looked through again: one that is shown at a moment is seen a little later."""
AT_ONCE: Final = 200
MOST_WAITING: Final = 1_000
"""Rows of one product that wait: of a dataset of very many files the others are noted when half of these are gone."""
_NEVER: Final = frozenset({"job-too-large", "file-erased"})
"""Refusals that do not pass; any other one keeps all granules of a product waiting."""


class Hindered(Exception):
    """Nothing of this product can begin now; ``code`` tells why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def take_layer(*, claim: Claim) -> None:
    """Consumer of ``snapshot.published``: safe to repeat."""
    layer = Publication.objects.select_related("snapshot").get(pk=claim.event.subject_id).snapshot
    if layer is not None:
        for product in systematic_products().filter(source=layer.dataset_id):
            note_files(product, Snapshot.objects.filter(pk=layer.pk))
            begin_waiting(product)
    with claim.complete():
        pass


def take_product(*, claim: Claim) -> None:
    """Consumer of ``product.made``: what is there already, where that is wanted."""
    for product in systematic_products().filter(pk=claim.event.subject_id):
        _look_through(product, is_whole=True)
    with claim.complete():
        pass


def take_late_files(*, is_whole: bool = False) -> int:
    """What no event told, or what waited for a quota or a right; how many jobs began. ``is_whole``: all layers."""
    return sum(_look_through(product, is_whole=is_whole) for product in systematic_products())


def note_files(product: Product, layers: QuerySet[Snapshot]) -> bool:
    """Keep those files of public layers that the product takes and does not have yet; whether it has them all now.

    It has not where its process is away, or as many wait as may: then its mark is taken away, so that all layers are
    looked through when there is room again.
    """
    process = processes().get(product.process)
    spec = process.inputs.get(product.takes) if process else None
    has_all = spec is not None and _keep(product, _places(product, layers, spec.media_types))
    if not has_all:
        product.mark = None
        Product.objects.filter(pk=product.pk).update(mark=None)
    return has_all


def _places(product: Product, layers: QuerySet[Snapshot], kinds: Collection[str]) -> QuerySet[LayerFile]:
    places = LayerFile.objects.filter(snapshot__in=layers, snapshot__published_at__isnull=False, role=FileRole.DATA)
    places = places.filter(file__media_type__in=kinds, file__erased_at=None).select_related("file")
    same = Q(sha256=OuterRef("file__sha256"))
    places = places.exclude(Exists(Granule.objects.filter(same, product=product)))
    if product.since is not None:
        before = LayerFile.objects.filter(file__sha256=OuterRef("file__sha256"), snapshot__dataset=product.source)
        places = places.exclude(Exists(before.filter(snapshot__published_at__lte=product.since)))
    return places.order_by("snapshot__number", "position", "path")


def _keep(product: Product, places: QuerySet[LayerFile]) -> bool:
    """As many as there is room for; whether none is left. Those that are kept are in ``places`` no more."""
    while True:
        room = max(0, MOST_WAITING - granules_waiting(product).count())
        found = places.iterator() if product.pattern else iter(places[: room + 1])
        fitting = [*islice((place for place in found if fits(place.path, product.pattern)), room + 1)]
        Granule.objects.bulk_create((_granule(product, place) for place in fitting[:room]), ignore_conflicts=True)
        if len(fitting) <= room or not room:
            return len(fitting) <= room


def _granule(product: Product, place: LayerFile) -> Granule:
    file = place.file
    return Granule(product=product, sha256=file.sha256, file=file, snapshot_id=place.snapshot_id, path=place.path)


def fits(path: str, pattern: str) -> bool:
    """By the whole path where the pattern names folders, else by the file's name; without a pattern any file."""
    return not pattern or fnmatchcase(path if "/" in pattern else path.rpartition("/")[2], pattern)


def has_room(product: Product) -> bool:
    """Whether so few of its files wait that others are looked for."""
    return granules_waiting(product).count() <= MOST_WAITING // 2


def is_full(product: Product) -> bool:
    """Whether files of layers that were looked through are not noted yet, for want of room."""
    return product.mark is None and not has_room(product)


def begin_waiting(product: Product) -> int:
    """A job for each granule that waits, as far as the owner's quotas reach; how many began."""
    begun, hindrance = 0, ""
    try:
        for granule_id in granules_waiting(product).values_list("pk", flat=True)[:AT_ONCE]:
            begun += _begin(granule_id)
    except Hindered as error:
        hindrance = error.code
        logger.info("product.waits product=%s code=%s", product.slug, hindrance)
    Product.objects.filter(pk=product.pk).exclude(hindrance=hindrance).update(hindrance=hindrance)
    return begun


@transaction.atomic
def _begin(granule_id: int) -> bool:
    """One that another worker has in hand is left to it, one of a product that was stopped waits. Raises Hindered."""
    waiting = Granule.objects.select_for_update(of=("self",), skip_locked=True).filter(job=None, code="")
    waiting = waiting.filter(product__paused__isnull=True, product__retired__isnull=True)
    rows = waiting.select_related("product__owner", "product__source", "snapshot")
    granule = rows.filter(pk=granule_id).first()
    if granule is None:
        return False
    try:
        _submit(granule)
    except Hindered:
        raise
    except InputRefused as refused:
        if refused.input != granule.product.takes:  # nothing that this file could mend, and the next one neither
            raise Hindered(refused.rule[:40] or "refused") from refused
        granule.code, granule.refusal = refused.rule[:40] or "refused", refused.message
    except RepositoryError as error:
        if error.code not in _NEVER:
            raise Hindered(error.code) from error
        granule.code, granule.refusal = error.code, error.sentence
    except Exception as error:  # a process of another package may do anything: other products go on
        logger.exception("product.broken product=%s granule=%d", granule.product.slug, granule.pk)
        raise Hindered("broken") from error
    granule.save(update_fields=["job", "code", "refusal"])
    return granule.job_id is not None


def _submit(granule: Granule) -> None:
    product = granule.product
    dataset = product.source
    if dataset is None or dataset.standing != Standing.PUBLIC:
        raise Hindered("dataset-withdrawn")
    reference = {"dataset": dataset.suffix, "layer": granule.snapshot.number, "path": granule.path}
    process = processes().get(product.process)
    spec = process.inputs.get(product.takes) if process else None
    if spec is None:
        raise Hindered("no-such-process")
    given = product.given | {product.takes: reference if spec.max_occurs == 1 else [reference]}
    granule.job = submit_job(process_id=product.process, given=given, actor=product.owner, mode=product.kind)


def _look_through(product: Product, *, is_whole: bool) -> int:
    if product.source is None:
        return 0
    layers = published_snapshots(product.source)
    if product.mark is not None and not is_whole:
        layers = layers.filter(published_at__gt=product.mark - OVERLAP)
    newest = layers.order_by().aggregate(last=Max("published_at"))["last"]
    if newest is not None and (is_whole or has_room(product)) and note_files(product, layers.order_by()):
        Product.objects.filter(Q(mark=None) | Q(mark__lt=newest), pk=product.pk).update(mark=newest)
    return begin_waiting(product)
