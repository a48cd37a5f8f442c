"""What a data centre answers: that it has it, under what it integrated it, or that it does not want it.

Messages come twice, late and out of order: what was said already changes nothing, what contradicts is refused.
"""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import Handover
from moderation.pathways.states import HandoverState, is_said_already, may_move
from moderation.queries.handovers import holdings_of
from repository.errors import WrongState
from repository.models import Person
from repository.services.elsewhere import note_elsewhere
from repository.services.events import record_event


@transaction.atomic
def acknowledge(*, handover_id: int, actor: Person | None = None) -> Handover:
    """The centre has the files."""
    return _answer(handover_id, HandoverState.ACKNOWLEDGED, actor)


@transaction.atomic
def decline(*, handover_id: int, reason: str, actor: Person | None = None) -> Handover:
    """The centre does not want them, for a reason that the provider reads."""
    if not reason.strip():
        raise WrongState(_("Say why: the depositor will read the reason."), code="reason-missing")
    return _answer(handover_id, HandoverState.DECLINED, actor, note=reason.strip()[:2000])


@transaction.atomic
def integrate(*, handover_id: int, identifier: str, address: str = "", actor: Person | None = None) -> Handover:
    """The centre has them in its holdings under an identifier of its own; readers and the registrar are told.

    Raises ``WrongState`` ``integrated-otherwise`` where another identifier was told before, ``identifier-missing``,
    ``address-refused`` for an address that is none of the web.
    """
    identifier, address = " ".join(identifier.split())[:300], address.strip()
    if not identifier:
        raise WrongState(_("Tell the identifier under which you hold the data."), code="identifier-missing")
    if address and (urlsplit(address).scheme not in ("http", "https") or len(address) > 500):
        raise WrongState(_("The address must begin with https:// or http://."), code="address-refused")
    row = _answer(handover_id, HandoverState.INTEGRATED, actor, identifier=identifier, address=address)
    if (row.identifier, row.address) != (identifier, address):
        words = _("It was integrated as %(identifier)s before. Write to us if that was wrong.")
        raise WrongState(words % {"identifier": row.identifier}, code="integrated-otherwise")
    note_elsewhere(dataset_id=row.dataset_id, places=holdings_of(row.dataset))
    return row


def _answer(handover_id: int, wanted: HandoverState, actor: Person | None, **said: str) -> Handover:
    """Move a handover, once; what repeats is answered as if it came first."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related("centre", "dataset", "snapshot", "grant")
    row = rows.get(pk=handover_id)
    if is_said_already(row.state, wanted):
        return row
    if not may_move(row.state, wanted):
        raise WrongState(_("This cannot be answered now: it was not handed over, or the dataset is withdrawn."))
    row.state, row.answered_at = wanted, timezone.now()
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    payload = {"centre": row.centre.code, "layer": row.snapshot.number, **said}
    record_event(f"handover.{wanted.value}", subject=row, actor=actor, reason=said.get("note", ""), payload=payload)
    return row
