"""A package into the store of a data centre: asked for by an event, answered by one."""

import logging
from typing import Any

from archive.aip.durable import disk_failures
from archive.models import Archiving
from archive.queries import archive_root, newest_archiving
from archive.services.replication import copy_package
from archive.stores.opening import open_centre_store
from repository.errors import PermanentFailure, TransientFailure
from repository.lifecycle import Standing
from repository.models import Dataset
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)


def push_handover(*, claim: Claim) -> None:
    """Consumer of ``handover.requested``: bring the package whole, verified; answer ``handover.pushed`` or ``.failed``.

    What lies there already is verified and not sent twice. What may pass is tried again; what may not, and what did
    not pass in the last attempt, is answered with the reason, so that nothing is held here.
    """
    if claim.event.dataset_id is None:
        raise PermanentFailure(f"event {claim.event.pk} is of no dataset", code="wrong-state")
    dataset = Dataset.objects.get(pk=claim.event.dataset_id)
    store = str(claim.event.payload["store"])
    told: dict[str, Any] = {"handover": claim.event.payload["handover"], "store": store}
    try:
        archiving = _to_hand_over(dataset)
        with disk_failures(archive_root()):
            copied = copy_package(archiving=archiving, store=open_centre_store(store), known=None)
    except PermanentFailure as failure:
        _answer(claim, dataset, "handover.failed", {**told, "code": failure.code, "reason": failure.sentence})
    except TransientFailure as failure:
        if not claim.is_last_attempt:
            raise
        _answer(claim, dataset, "handover.failed", {**told, "code": failure.code, "reason": failure.sentence})
    else:
        told |= {"manifest": archiving.manifest_name, "files": copied.files, "bytes": copied.size}
        _answer(claim, dataset, "handover.pushed", told)


def _to_hand_over(dataset: Dataset) -> Archiving:
    """The newest seal of a public dataset: its package with all layers, as anybody who takes it whole gets it."""
    archiving = newest_archiving(dataset)
    if archiving is None or dataset.standing != Standing.PUBLIC:
        raise PermanentFailure(f"{dataset.doi} is not public: nothing of it is handed over.", code="nothing-archived")
    return archiving


def _answer(claim: Claim, dataset: Dataset, event: str, told: dict[str, Any]) -> None:
    """In the lane of the question: answers of one handover are read one after the other."""
    with claim.complete():
        record_event(event, subject=dataset, payload=told, lane=claim.lane)
    logger.info("%s dataset=%s store=%s", event, dataset.suffix, told["store"])
