"""What happened to a deposit, in plain words: the events that a depositor cares about, newest last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from repository.models import Dataset, LifecycleEvent

WORDS: Final[dict[str, str | Promise]] = {
    "deposit.created": _("Deposit opened"),
    "dataset.added": _("Dataset added"),
    "doi.renumbered": _("DOI replaced: its number was taken"),
    "dataset.submitted": _("Submitted"),
    "dataset.taken_back": _("Taken back"),
    "review.opened": _("Review opened"),
    "dataset.changes_requested": _("Changes requested"),
    "dataset.rejected": _("Not accepted"),
    "dataset.accepted": _("Accepted"),
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
    "authors.unreachable": _("A reader's message was refused by every address of the contacts"),
    "person.invited": _("Somebody invited"),
    "person.joined": _("Joined the deposit"),
    "person.left": _("Somebody left the deposit"),
    "link.made": _("Private link made"),
    "link.revoked": _("Private link revoked"),
}
"""Event -> what people call it. Remarks are in their threads; other events are the machinery's own."""

_FILES: Final = {"file.attached": 1, "file.removed": -1, "file.restored": 1}
_MOST: Final = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: when, what, by whom, about which dataset, and the reason given."""

    at: datetime
    words: str
    actor: str
    dataset: Dataset | None
    reason: str


def timeline_of(datasets: Iterable[Dataset]) -> tuple[Moment, ...]:
    """The last events of these datasets and their deposit, oldest first; files of one sitting are counted together."""
    by_id = {dataset.pk: dataset for dataset in datasets}
    deposits = {dataset.deposit_id for dataset in by_id.values()}
    events = (
        LifecycleEvent.objects.filter(type__in=[*WORDS, *_FILES], deposit_id__in=deposits)
        .select_related("actor")
        .order_by("-id")[:_MOST]
    )
    shown = [event for event in events if event.dataset_id is None or event.dataset_id in by_id]
    moments: list[Moment] = []
    for group in _sittings(reversed(shown)):
        first = group[0]
        dataset = by_id.get(first.dataset_id) if first.dataset_id else None
        actor = first.actor.name if first.actor else ""
        moments.append(Moment(first.at, _words_of(group), actor, dataset, first.reason))
    return tuple(moments)


def _sittings(events: Iterable[LifecycleEvent]) -> list[list[LifecycleEvent]]:
    """Events one by one, but for files of one kind, dataset and person that follow each other."""
    groups: list[list[LifecycleEvent]] = []
    for event in events:
        last = groups[-1][-1] if groups else None
        same = last is not None and (last.type, last.dataset_id, last.actor_id) == (
            event.type,
            event.dataset_id,
            event.actor_id,
        )
        if same and event.type in _FILES:
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
        case known:
            return str(WORDS[known])
