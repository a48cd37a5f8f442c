"""Erasures ordered by law: one operator proposes, another confirms what exactly goes, then deliveries carry it out."""

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import StaleRecord, TransientFailure, WrongState
from repository.lifecycle import DatasetState, Standing
from repository.models import (
    DataFile,
    Dataset,
    DraftFile,
    ErasedFile,
    Erasure,
    ErasurePlace,
    ErasurePlaceKind,
    ErasureScope,
    ErasureState,
    Inspection,
    Person,
    Preview,
    Publication,
    SourceFile,
    Station,
    StationReading,
    Upload,
)
from repository.queries.erasures import Plan, backups_end_on, plan_of
from repository.queries.grants import named_lately
from repository.services.deliveries import Claim
from repository.services.events import record_event
from repository.services.room import forget_room
from repository.services.subsets import forget_parts_with
from repository.services.tus_uploads import forget_upload
from repository.services.withdrawals import withdraw_dataset
from repository.uploads.store import draft_store

logger = logging.getLogger(__name__)

SETTLED: Final = timedelta(days=7)
"""For so long before a proposal a second operator has been one, who was named by another: nobody is two people."""


@transaction.atomic
def propose_erasure(*, dataset_id: int, actor: Person, path: str, reason: str, reference: str) -> Erasure:
    """Ask another operator to confirm that one file, or with an empty path all of them, has to go. Nothing goes yet.

    Raises ``WrongState`` where there is no such file, where words are missing, or while another proposal waits.
    """
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    require(actor, Action.ERASE)
    if not reason.strip() or not reference.strip():
        raise WrongState(_("Say why, and name the order: both are kept as proof."), code="reason-missing")
    if not plan_of(dataset, path).files:
        raise WrongState(_("No layer and no draft of this dataset holds such a file."), code="nothing-to-erase")
    if Erasure.objects.filter(dataset=dataset, state=ErasureState.PROPOSED).exists():
        raise WrongState(_("Another erasure of this dataset waits for a second operator. Confirm or drop it first."))
    erasure = Erasure.objects.create(
        dataset=dataset,
        scope=ErasureScope.FILE if path else ErasureScope.DATASET,
        path=path,
        reason=reason.strip(),
        reference=reference.strip(),
        proposed_by=actor,
    )
    payload = {"scope": erasure.scope, "path": path, "reference": erasure.reference}
    record_event("erasure.proposed", subject=erasure, actor=actor, reason=erasure.reason, payload=payload)
    return erasure


@transaction.atomic
def drop_erasure(*, erasure_id: int, actor: Person) -> Erasure:
    """Take a proposal back, or refuse to confirm it."""
    erasure = _locked(erasure_id)
    require(actor, Action.ERASE)
    _check_proposed(erasure)
    erasure.state = ErasureState.DROPPED
    erasure.save(update_fields=["state"])
    record_event("erasure.dropped", subject=erasure, actor=actor)
    return erasure


@transaction.atomic
def confirm_erasure(*, erasure_id: int, actor: Person, seen: str) -> Erasure:
    """Let it take effect: from this transaction on no door gives the files out; their bytes go by deliveries.

    ``seen``: the SHA256 of the list that the actor looked at. Raises ``WrongState`` for who proposed it, and while the
    dataset is in the moderators' hands or on its way to the public; ``StaleRecord`` where the list is another by now.
    """
    erasure = _locked(erasure_id)
    require(actor, Action.ERASE)
    _check_proposed(erasure)
    if actor.pk == erasure.proposed_by_id:
        raise WrongState(_("Another operator has to confirm what you proposed."), code="second-person-needed")
    if named_lately(actor, by=erasure.proposed_at, within=SETTLED):
        words = _("You were named less than a week before this was proposed: an operator of longer has to confirm it.")
        raise WrongState(words, code="second-person-needed")
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=erasure.dataset_id)
    if dataset.state in {DatasetState.SUBMITTED, DatasetState.ACCEPTED}:
        words = _("The dataset is with the moderators or on its way to the public. Have that ended first.")
        raise WrongState(words, code="erasure-must-wait")
    plan = plan_of(dataset, erasure.path)
    if not plan.files or plan.sha256 != seen:
        raise StaleRecord(_("What would be erased has changed since you looked. Look at the list again."))
    erasure.state, erasure.confirmed_by, erasure.confirmed_at = ErasureState.CONFIRMED, actor, timezone.now()
    erasure.plan_sha256 = seen
    erasure.save(update_fields=["state", "confirmed_by", "confirmed_at", "plan_sha256"])
    _shut(erasure, dataset, plan)
    payload = {"files": [each.number for each in plan.files], "list": seen, "reference": erasure.reference}
    record_event("erasure.confirmed", subject=erasure, actor=actor, reason=erasure.reason, payload=payload)
    _show(erasure, dataset, actor)
    return erasure


def _locked(erasure_id: int) -> Erasure:
    return Erasure.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=erasure_id)


def _check_proposed(erasure: Erasure) -> None:
    if erasure.state != ErasureState.PROPOSED:
        raise WrongState(_("This erasure does not wait for a second operator any more. Look at the page again."))


def _shut(erasure: Erasure, dataset: Dataset, plan: Plan) -> None:
    """Write down what goes and where; the database itself forgets at once what was derived from the bytes."""
    files = DataFile.objects.filter(dataset=dataset, number__in=[each.number for each in plan.files])
    drafts = dict(files.values_list("number", "draft_path"))
    ErasedFile.objects.bulk_create(
        ErasedFile(
            erasure=erasure,
            number=each.number,
            paths=list(each.paths),
            layers=list(each.layers),
            size=each.size,
            sha256=each.sha256,
            archived_name=each.archived_name,
            draft_path=drafts[each.number],
        )
        for each in plan.files
    )
    DraftFile.objects.filter(file__in=files).delete()
    for derived in (Preview, Inspection, Station, StationReading, SourceFile):
        derived._default_manager.filter(file__in=files).delete()
    forget_parts_with(files)
    files.update(erased_at=erasure.confirmed_at, draft_path="")
    dataset.previewed_at = erasure.confirmed_at  # pages that are kept with a preview are found no more
    dataset.save(update_fields=["previewed_at"])
    forget_room(dataset=dataset)
    ErasurePlace.objects.bulk_create(
        ErasurePlace(
            erasure=erasure,
            kind=kind,
            name=name,
            ends_on=backups_end_on() if kind == ErasurePlaceKind.BACKUP else None,
            done_at=erasure.confirmed_at if kind == ErasurePlaceKind.DERIVED else None,
            found=len(plan.files) if kind == ErasurePlaceKind.DERIVED else 0,
        )
        for kind, name in plan.places
    )


def _show(erasure: Erasure, dataset: Dataset, actor: Person) -> None:
    """What readers, harvesters and the registrar are told: a tombstone of the whole, or exports without the file."""
    if dataset.standing != Standing.PUBLIC:
        return
    if erasure.scope == ErasureScope.DATASET:
        withdraw_dataset(dataset_key=dataset.key, actor=actor, reason=erasure.reason)
        return
    newest = Publication.objects.filter(dataset=dataset, published_at__isnull=False).order_by("-number").first()
    if newest is not None:
        record_event("erasure.shown", subject=newest, payload={"erasure": str(erasure.key)})


def erase_drafts(*, claim: Claim) -> None:
    """Consumer of ``erasure.confirmed``: the draft's copies and unfinished uploads go; it is looked whether they did.

    Raises TransientFailure ``erasure-incomplete`` where something is still there, and what the store raises.
    """
    erasure = Erasure.objects.select_related("dataset").get(pk=claim.event.subject_id)
    store, files = draft_store(), list(erasure.files.all())
    paths = {path for file in files for path in file.paths}
    uploads = Upload.objects.filter(dataset=erasure.dataset)
    for upload in uploads if erasure.scope == ErasureScope.DATASET else uploads.filter(path__in=paths):
        forget_upload(upload)
    known = {file.draft_path for file in files if file.draft_path}
    for path in sorted(known):
        store.discard(path)
    if known and any(kept.draft_path in known for kept in store.kept()):
        raise TransientFailure("A draft's copy is still there after it was removed.", code="erasure-incomplete")
    with claim.complete():
        erasure.files.update(draft_path="")
        row = erasure.places.select_for_update().get(kind=ErasurePlaceKind.DRAFTS)
        note_place_done(place=row, found=len(known))


def note_place_done(*, place: ErasurePlace, found: int = 0) -> None:
    """Write, in the caller's transaction, that nothing is there any more; with the last place the erasure has ended."""
    erasure = Erasure.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=place.erasure_id)
    place.done_at, place.found = timezone.now(), place.found + found
    place.save(update_fields=["done_at", "found"])
    logger.info("erasure.place_done erasure=%d kind=%s place=%s found=%d", erasure.pk, place.kind, place.name, found)
    open_places = erasure.places.filter(done_at__isnull=True).exclude(kind=ErasurePlaceKind.BACKUP)
    if open_places.exists() or erasure.state == ErasureState.DONE:
        return
    erasure.state, erasure.done_at = ErasureState.DONE, timezone.now()
    erasure.save(update_fields=["state", "done_at"])
    payload = {"erasure": str(erasure.key), "files": list(erasure.files.values_list("number", flat=True))}
    record_event("dataset.erased", subject=erasure.dataset, reason=erasure.reason, payload=payload)
