"""Handovers on their way out: planned from the rules, handed over, pushed, shut. Safe to repeat at every step."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import CentreDelivery, DataCentre, Handover
from moderation.pathways.routes import Concern, Way
from moderation.pathways.states import HandoverState, may_move
from moderation.queries.handovers import token_of_handover
from moderation.queries.pathways import concerns_of
from moderation.services.handover_corrections import note_correction
from repository.access import Action, require
from repository.accounts.tokens import sha256_of
from repository.errors import WrongState
from repository.lifecycle import Standing
from repository.models import Dataset, Grant, Person, Publication, Role, Snapshot
from repository.queries.layers import published_snapshots
from repository.services.deliveries import Claim
from repository.services.events import record_event

logger = logging.getLogger(__name__)


def plan_handovers(*, claim: Claim) -> None:
    """Consumer of publications and of the end of an embargo: one handover per centre concerned and layer.

    What was blocked or waited is looked at again; what is under way stays as it is. Centres that have an earlier
    publication, and are handed nothing now, are told of the correction.
    """
    found = Publication.objects.select_related("dataset__current_version")
    publication = found.get(pk=claim.event.subject_id)
    concerns = concerns_of(publication.dataset)
    with claim.complete():
        dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=publication.dataset_id)
        layer = published_snapshots(dataset).first()
        if dataset.standing != Standing.PUBLIC or dataset.is_synthetic or layer is None:
            return
        centres = DataCentre.objects.in_bulk([each.centre for each in concerns], field_name="code")
        for concern in concerns:
            _plan(concern, centre=centres[concern.centre], publication=publication, layer=layer)
        note_correction(publication=publication, concerns=concerns)


def _plan(concern: Concern, *, centre: DataCentre, publication: Publication, layer: Snapshot) -> None:
    said = {
        "publication": publication,
        "why_en": concern.why.english,
        "why_fr": concern.why.french,
        "transfer_en": concern.transfer.english,
        "transfer_fr": concern.transfer.french,
    }
    first = {**said, "dataset": publication.dataset, "state": _WAIT[concern.way]}
    row, is_new = Handover.objects.get_or_create(centre=centre, snapshot=layer, defaults=first)
    before = None if is_new else HandoverState(row.state)
    if before not in (None, HandoverState.BLOCKED, HandoverState.WAITING):
        return
    for name, value in said.items():
        setattr(row, name, value)
    row.state = _WAIT[concern.way]
    row.save()
    if concern.way is Way.NOW:
        _hand_over(row)
    elif concern.way is Way.NEVER and before is not HandoverState.BLOCKED:
        record_event("handover.blocked", subject=row, payload={"centre": centre.code})


_WAIT = {
    Way.NOW: HandoverState.WAITING,
    Way.LATER: HandoverState.WAITING,
    Way.NEVER: HandoverState.BLOCKED,
}


def _hand_over(row: Handover) -> None:
    """Into the centre's store, or at its disposal."""
    if row.centre.delivery == CentreDelivery.PUSH:
        ask_for_push(row)
    else:
        offer(row)


def ask_for_push(row: Handover) -> None:
    """Have the archive copy the package, in the caller's transaction: it answers by an event."""
    row.state, row.note = HandoverState.PUSHING, ""
    row.save(update_fields=["state", "note"])
    payload = {"handover": row.pk, "store": row.centre.store, "centre": row.centre.code}
    record_event("handover.requested", subject=row, payload=payload)


def offer(row: Handover) -> None:
    """Open the access and have the centre told, in the caller's transaction."""
    open_access(row)
    row.state = HandoverState.OFFERED
    row.offered_at = row.told_at = timezone.now()
    row.save(update_fields=["state", "offered_at", "told_at"])
    record_event("handover.offered", subject=row, payload=_named(row))


def open_access(row: Handover) -> None:
    """A new token, good for this dataset alone and for HANDOVER_DAYS; the centre's people get the same by name."""
    until = timezone.now() + timedelta(days=settings.HANDOVER_DAYS)
    row.issue += 1
    token = {"token_sha256": sha256_of(token_of_handover(row)), "until": until}
    if row.grant is None:
        row.grant = Grant.objects.create(role=Role.DATA_CENTRE, dataset=row.dataset, **token)
    else:
        Grant.objects.filter(pk=row.grant.pk).update(**token)
    row.save(update_fields=["issue", "grant"])
    for person in row.centre.people.filter(is_active=True):
        Grant.objects.update_or_create(
            person=person, role=Role.DATA_CENTRE, dataset=row.dataset, defaults={"until": until}
        )


def close_handovers(*, claim: Claim) -> None:
    """Consumer of ``dataset.withdrawn``: shut every access, and have each centre told that was ever told of it."""
    with claim.complete():
        now = timezone.now()
        rows = Handover.objects.select_for_update(of=("self",)).select_related("centre")
        grants = Grant.objects.filter(dataset_id=claim.event.subject_id, role=Role.DATA_CENTRE)
        grants.filter(until__gt=now).update(until=now)
        for row in rows.filter(dataset_id=claim.event.subject_id).order_by("pk"):
            if may_move(row.state, HandoverState.CLOSED):
                was_told = row.offered_at is not None
                row.state = HandoverState.CLOSED
                row.save(update_fields=["state"])
                record_event("handover.closed", subject=row, payload={**_named(row), "was_told": was_told})


@transaction.atomic
def note_pushed(*, handover_id: int, files: int, size: int, place: str) -> bool:
    """The archive brought the package into the centre's store: the centre is told; whether that is news."""
    row = _locked(handover_id)
    if not may_move(row.state, HandoverState.OFFERED):
        return False
    row.note = ""
    row.save(update_fields=["note"])
    offer(row)
    logger.info("handover.pushed handover=%s place=%s files=%d bytes=%d", row.key, place, files, size)
    return True


@transaction.atomic
def note_failed(*, handover_id: int, reason: str) -> bool:
    """The centre's store did not take it: it waits for a person; whether that is news."""
    row = _locked(handover_id)
    if not may_move(row.state, HandoverState.FAILED):
        return False
    row.state, row.note = HandoverState.FAILED, reason[:2000]
    row.save(update_fields=["state", "note"])
    return True


@transaction.atomic
def renew_handover(*, actor: Person, handover_id: int) -> Handover:
    """A new token by a new letter, the old one is void; or another attempt at the centre's store.

    Raises ``WrongState`` for what is neither open nor failed, and ``Handover.DoesNotExist``.
    """
    require(actor, Action.ADMINISTER)
    row = _locked(handover_id)
    match HandoverState(row.state):
        case HandoverState.FAILED:
            ask_for_push(row)
        case HandoverState.OFFERED | HandoverState.ACKNOWLEDGED | HandoverState.INTEGRATED | HandoverState.DECLINED:
            open_access(row)
            row.told_at = timezone.now()
            row.save(update_fields=["told_at"])
            record_event("handover.renewed", subject=row, actor=actor, payload=_named(row))
        case _:
            raise WrongState(_("There is nothing to renew: this was never handed over, or is withdrawn."))
    return row


def _locked(handover_id: int) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("centre", "dataset", "grant")
    return rows.get(pk=handover_id)


def _named(row: Handover) -> dict[str, object]:
    return {"centre": row.centre.code, "layer": row.snapshot.number, "issue": row.issue}
