"""What happened to a dataset, in words and in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from moderation.models import Suggestion
from moderation.queries.suggestions import place_words
from moderation.suggesting import path_of
from repository.models import Dataset, LifecycleEvent

ABOUT_PLACES: Final = ("suggestion.made", "suggestion.answered")
SUGGESTION_STATES: Final = dict(Suggestion.State.choices)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history. ``actor`` is empty for what the repository did by itself."""

    at: datetime
    words: str
    actor: str
    reason: str


def history_of(dataset: Dataset) -> tuple[Happening, ...]:
    """The events of a dataset that people follow, oldest first."""
    words = _words()
    events = LifecycleEvent.objects.filter(dataset=dataset, type__in=words).select_related("actor").order_by("pk")
    return tuple(_happenings(events, words))


def _happenings(events: Iterable[LifecycleEvent], words: dict[str, str]) -> Iterator[Happening]:
    for event in events:
        said = words[event.type] % {
            "round": event.payload.get("round", ""),
            "version": event.payload.get("version", ""),
            "place": place_words(path_of(event.payload["path"])) if event.type in ABOUT_PLACES else "",
            "state": SUGGESTION_STATES.get(event.payload.get("state", ""), ""),
        }
        yield Happening(event.at, said, event.actor.name if event.actor else "", event.reason)


def _words() -> dict[str, str]:
    return {
        "dataset.submitted": _("Submitted (version %(version)s)"),
        "dataset.taken_back": _("Taken back"),
        "review.opened": _("Checked; round %(round)s of the review begins"),
        "checklist.answered": _("Checklist answered (version %(version)s)"),
        "suggestion.made": _("Wording suggested: %(place)s"),
        "suggestion.answered": _("Suggestion %(state)s: %(place)s"),
        "opinion.asked": _("Opinion of another discipline or group asked for"),
        "opinion.given": _("Opinion given"),
        "opinion.waived": _("Decided not to wait for an opinion"),
        "dataset.changes_requested": _("Changes requested"),
        "review.reminded": _("Reminder sent: changes are asked for and nothing was heard"),
        "review.unanswered": _("Moderators told that nobody answers"),
        "urgency.asked": _("Urgent lane asked for"),
        "urgency.changed": _("What the journal wants changed"),
        "urgency.given_up": _("Urgent lane left"),
        "urgency.lowered": _("Taken out of the urgent lane"),
        "urgency.raised": _("Put back into the urgent lane"),
        "dataset.rejected": _("Rejected"),
        "dataset.accepted": _("Accepted"),
        "snapshot.frozen": _("Layer frozen"),
        "record.frozen": _("Description frozen"),
        "package.sealed": _("Package written"),
        "package.replicated": _("Copies verified"),
        "doi.registered": _("DOI registered"),
        "snapshot.published": _("Layer public"),
        "record.published": _("Corrected description public"),
        "correction.begun": _("Correction begun"),
        "correction.dropped": _("Correction given up"),
        "dataset.withdrawn": _("Withdrawn"),
    }
