"""What happened to a deposit, in plain words: the events that a depositor cares about, newest last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from repository.models import Dataset, LifecycleEvent, Person
from repository.record.labels import label_of

WORDS: Final[dict[str, str | Promise]] = {
    "deposit.created": _("Deposit opened"),
    "dataset.added": _("Dataset added"),
    "doi.renumbered": _("DOI replaced: its number was taken"),
    "dataset.submitted": _("Submitted"),
    "dataset.taken_back": _("Taken back"),
    "review.opened": _("Checked, and with the moderators"),
    "dataset.changes_requested": _("Changes requested"),
    "review.assigned": _("In the hands of a moderator"),
    "advice.asked": _("Advice asked for"),
    "advice.answered": _("Advice received"),
    "opinion.given": _("Opinion of a discipline given"),
    "suggestion.made": _("Edit suggested"),
    "suggestion.answered": _("Suggested edit answered"),
    "review.reminded": _("Reminder sent: changes are asked for and nothing was heard"),
    "review.unanswered": _("Moderators told that nobody answers"),
    "urgency.asked": _("Urgent lane asked for"),
    "urgency.changed": _("What the journal wants changed"),
    "urgency.given_up": _("Urgent lane left"),
    "urgency.lowered": _("Taken out of the urgent lane"),
    "urgency.raised": _("Put back into the urgent lane"),
    "dataset.rejected": _("Not accepted"),
    "dataset.accepted": _("Accepted"),
    "source.declared": _("Source of the next layers declared"),
    "source.changed": _("Source changed"),
    "source.answered": _("Source looked at by the operators"),
    "source.quarantined": _("Source stopped: it looks wrong"),
    "source.released": _("Stopped source looked at by the operators"),
    "snapshot.unchanged": _("Nothing new at the source: no layer"),
    "snapshot.taken": _("Layer taken from the source"),
    "snapshot.frozen": _("Layer frozen"),
    "record.frozen": _("New description frozen"),
    "package.sealed": _("Package sealed"),
    "package.replicated": _("Copies verified"),
    "doi.registered": _("DOI registered"),
    "snapshot.published": _("Layer public"),
    "record.published": _("New description public"),
    "correction.begun": _("Correction begun"),
    "correction.dropped": _("Correction given up"),
    "dataset.withdrawn": _("Withdrawn"),
    "handover.offered": _("Handed over to a data centre"),
    "handover.acknowledged": _("Received by a data centre"),
    "handover.integrated": _("In the holdings of a data centre"),
    "handover.declined": _("Not taken by a data centre"),
    "authors.unreachable": _("A reader's message was refused by every address of the contacts"),
    "person.invited": _("Somebody invited"),
    "person.joined": _("Joined the deposit"),
    "person.left": _("Somebody left the deposit"),
    "link.made": _("Private link made"),
    "link.revoked": _("Private link revoked"),
}
"""Event -> what people call it. Files and remarks are counted; other events are the machinery's own."""

REMARK: Final = "comment.written"
_COUNTED: Final = frozenset({"file.attached", "file.removed", "file.restored", REMARK})
_EXCHANGE: Final = ("urgency.", "advice.", "opinion.", "suggestion.")
BETWEEN_PARTIES: Final = frozenset(kind for kind in WORDS if kind.startswith(_EXCHANGE))
_NAMELESS: Final = frozenset({"advice.answered", "opinion.given"})
"""What came from whom is for the moderators to say."""
_APART: Final = {"files": ("Files", "Fichiers"), "access": ("Access to the files", "Accès aux fichiers")}
_MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when, what, by whom, about which dataset, and the reason given.

    ``kind`` is the event's name, for programs; ``details`` are short words: what the checks found, or the places of
    remarks.
    """

    at: datetime
    words: str
    actor: str
    dataset: Dataset | None
    reason: str
    kind: str = ""
    details: tuple[str, ...] = ()

    @property
    def is_remark(self) -> bool:
        """Whether it can be read in the conversation."""
        return self.kind == REMARK


def timeline_of(datasets: Iterable[Dataset], *, for_parties: bool = False) -> tuple[Moment, ...]:
    """The last events of these datasets and their deposit, oldest first; files of one sitting are counted together.

    ``for_parties``: also what is between authors and moderators: their remarks, and the urgent lane. Private notes of
    moderators never are told.
    """
    by_id = {dataset.pk: dataset for dataset in datasets}
    deposits = {dataset.deposit_id for dataset in by_id.values()}
    told = Q(type__in={*WORDS, *_COUNTED} - {REMARK} - (set() if for_parties else BETWEEN_PARTIES))
    if for_parties:
        told |= Q(type=REMARK, payload__private=False)
    found = LifecycleEvent.objects.filter(told, deposit_id__in=deposits).select_related("actor")
    events = found.order_by("-id")[:_MOST]
    shown = [event for event in events if event.dataset_id is None or event.dataset_id in by_id]
    assignees = _assignees(shown)
    moments: list[Moment] = []
    for group in _sittings(reversed(shown)):
        first = group[0]
        dataset = by_id.get(first.dataset_id) if first.dataset_id else None
        actor = first.actor.name if first.actor and first.type not in _NAMELESS else ""
        said = _words_of(group), actor, dataset, first.reason
        details = assignees.get(first.pk) or _details_of(group)
        moments.append(Moment(first.at, *said, kind=first.type, details=details))
    return tuple(moments)


def _assignees(events: Iterable[LifecycleEvent]) -> dict[int, tuple[str, ...]]:
    """Event -> to whom a review was given, where somebody else gave it."""
    rows = [(event, event.payload.get("assignee")) for event in events if event.type == "review.assigned"]
    given = {event.pk: pk for event, pk in rows if pk != event.actor_id}
    people = {person.pk: person.name for person in Person.objects.filter(pk__in=[pk for pk in given.values() if pk])}
    return {event: (people[pk],) for event, pk in given.items() if pk in people}


def _sittings(events: Iterable[LifecycleEvent]) -> list[list[LifecycleEvent]]:
    """Events one by one, but for files or remarks of one kind, dataset and person that follow each other."""
    groups: list[list[LifecycleEvent]] = []
    for event in events:
        last = groups[-1][-1] if groups else None
        same = last is not None and (last.type, last.dataset_id, last.actor_id) == (
            event.type,
            event.dataset_id,
            event.actor_id,
        )
        if same and event.type in _COUNTED:
            groups[-1].append(event)
        else:
            groups.append([event])
    return groups


def _words_of(group: list[LifecycleEvent]) -> str:
    count = len(group)
    match group[0].type:
        case "file.attached":
            return ngettext("%(count)d file attached", "%(count)d files attached", count) % {"count": count}
        case "file.removed":
            return ngettext("%(count)d file removed", "%(count)d files removed", count) % {"count": count}
        case "file.restored":
            return ngettext("%(count)d file put back", "%(count)d files put back", count) % {"count": count}
        case "comment.written":
            return ngettext("%(count)d remark", "%(count)d remarks", count) % {"count": count}
        case known:
            return str(WORDS[known])


def _details_of(group: list[LifecycleEvent]) -> tuple[str, ...]:
    """What the checks found, which journal waits, or what remarks are about; nothing of other events."""
    payload = group[0].payload
    match group[0].type:
        case "review.opened":
            count = int(payload.get("findings", 0))
            return (ngettext("%(count)d finding", "%(count)d findings", count) % {"count": count},)
        case "urgency.asked" | "urgency.changed":
            return tuple(str(payload[name]) for name in ("journal", "manuscript", "wanted_by") if payload.get(name))
        case "comment.written":
            return tuple(dict.fromkeys(_place(str(event.payload.get("path", ""))) for event in group))
        case _:
            return ()


def _place(path: str) -> str:
    """What a remark is about, in words."""
    field, _slash, file = path.partition("/")
    if file or not field:
        return file or gettext("The whole dataset")
    names = label_of((field,)) if field not in _APART else _APART[field]
    return names[1 if (get_language() or "en").startswith("fr") else 0]
