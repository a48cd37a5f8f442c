"""What people are told by mail, as kinds that each may want at once, once a day, or not at all.

An event whose mail is in no kind is told at once, to everybody whom it concerns.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from repository.models import When


class Audience(StrEnum):
    """Whose page of notices shows a kind."""

    EVERYBODY = "everybody"
    MODERATORS = "moderators"
    OPERATORS = "operators"


@dataclass(frozen=True, slots=True)
class Kind:
    """``words``: what it is called; ``about``: what it tells; ``events``: those whose mails are of this kind.

    ``is_fixed``: it always goes out at once, since somebody has to act on it, or would want to have known.
    """

    code: str
    words: str | Promise
    about: str | Promise
    events: tuple[str, ...] = ()
    default: When = When.NOW
    is_fixed: bool = False
    audience: Audience = Audience.EVERYBODY


WATCHING: Final = "watching"
URGENT: Final = "urgent"

KINDS: Final = (
    Kind(
        "decisions",
        _("Decisions on your deposits"),
        _("Accepted, changes asked for, or not taken; a draft that will be removed; more room that you asked for."),
        ("dataset.accepted", "dataset.changes_requested", "dataset.rejected", "deposit.expiring",
         "allowance.given", "allowance.refused", "review.reminded", "urgency.lowered", "urgency.raised",
         "source.answered", "source.released", "source.quarantined"),
        is_fixed=True,
    ),
    Kind(
        "security",
        _("Your account"),
        _("What you may do from now on, tokens that were made, programs that are not called any more."),
        ("token.made", "grant.given", "person.invited", "person.changed", "person.left", "webhook.disabled",
         "access.granted", "access.refused", "access.revoked", "access.lapsed"),
        is_fixed=True,
    ),
    Kind(
        "by_name",
        _("What is asked of you by name"),
        _(
            "Your advice on a dataset; data that are handed to your data centre; closed files of yours; why an answer "
            "by mail was not taken."
        ),
        ("advice.asked", "advice.reminded", "handover.renewed", "handover.reminded", "handover.corrected",
         "handover.closed", "reply.refused", "access.requested"),
        is_fixed=True,
    ),
    Kind(
        "conversation",
        _("Remarks"),
        _("What moderators write about your deposits, or depositors about those that you follow."),
        ("comment.written", "suggestion.made"),
    ),
    Kind(
        "publications",
        _("Your datasets become public"),
        _("A layer is public, a corrected description is public, a dataset of yours was withdrawn."),
        ("snapshot.published", "record.published", "dataset.withdrawn"),
    ),
    Kind(
        "handovers",
        _("Your datasets at data centres"),
        _("A dataset was handed over to a data centre, or may not be; what the centre answered."),
        ("handover.blocked", "handover.offered", "handover.acknowledged", "handover.integrated", "handover.declined"),
    ),
    Kind("people", _("People of your deposits"), _("Somebody took your invitation."), ("person.joined",)),
    Kind(
        WATCHING,
        _("Datasets that you watch"),
        _("A new layer, an erratum or another correction, a withdrawal."),
    ),
    Kind(
        "queue",
        _("Deposits that wait for moderators"),
        _("Something was submitted to a discipline of yours, given to you, or answered by an adviser."),
        ("review.opened", "review.unanswered", "review.assigned", "acceptance.proposed",
         "advice.answered", "advice.lapsed", "opinion.asked", "opinion.given"),
        audience=Audience.MODERATORS,
    ),
    Kind(
        URGENT,
        _("Urgent deposits"),
        _("A paper under revision waits for a deposit of a discipline of yours."),
        ("urgency.asked",),
        audience=Audience.MODERATORS,
    ),
    Kind(
        "room",
        _("Requests for room"),
        _("A depositor asks for more room."),
        ("allowance.asked", "source.declared"),
        audience=Audience.OPERATORS,
    ),
    Kind(
        "alarms",
        _("Alarms of the archive"),
        _("No sound copy of a file is left; the store of a data centre takes nothing; an erasure waits or is done."),
        ("file.lost", "handover.failed", "erasure.proposed", "dataset.erased"),
        is_fixed=True,
        audience=Audience.OPERATORS,
    ),
)  # fmt: skip
"""In the order of the page. Any part that mails about another event adds it here."""

_BY_CODE: Final = {kind.code: kind for kind in KINDS}
_BY_EVENT: Final = {event: kind for kind in KINDS for event in kind.events}


def kind_called(code: str) -> Kind | None:
    """The kind of a code."""
    return _BY_CODE.get(code)


def kind_of(event_type: str) -> Kind | None:
    """The kind of the mails about an event; ``None``: always at once.

    >>> kind_of("comment.written").code, kind_of("file.attached")
    ('conversation', None)
    """
    return _BY_EVENT.get(event_type)
