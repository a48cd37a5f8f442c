"""What is done in the drill about a deposit that waits: hurried, lowered, then forgotten by its authors."""

import datetime
from typing import Final

from django.utils import timezone

from moderation.services.decisions import decide
from moderation.services.reminders import remind_authors
from moderation.services.urgency import declare_urgency, lower_urgency, raise_urgency
from repository.lifecycle import DatasetState
from repository.queries.agreements import accept_in_force
from repository.services.submissions import submit_dataset
from tests.factories import make_draft
from tests.faults.cast import newest as _newest
from tests.faults.cast import who as _who


def hand_in() -> None:
    """One more dataset."""
    dataset = make_draft(_who("alice"))
    submit_dataset(dataset_key=dataset.key, actor=_who("alice"), agreement=accept_in_force("en"))


def ask_for_changes() -> None:
    """Which are never made."""
    version = _newest().submitted_version
    assert version is not None
    decide(
        dataset_key=_newest().key,
        actor=_who("mona"),
        outcome=DatasetState.CHANGES_REQUESTED,
        sha256=version.sha256,
        reason="Name the batch.",
    )


def hurry() -> None:
    """A journal waits for what the moderators have."""
    day = timezone.now().date() + datetime.timedelta(days=30)
    declare_urgency(
        dataset_key=_newest().key,
        actor=_who("alice"),
        journal="Ocean Science",
        manuscript="os-2026-41R",
        wanted_by=day,
    )


def slow_down() -> None:
    """The moderator does not believe it."""
    lower_urgency(dataset_key=_newest().key, actor=_who("mona"), reason="No such manuscript.")


def hurry_again() -> None:
    """And does, after a word with the journal."""
    raise_urgency(dataset_key=_newest().key, actor=_who("mona"))


def remind() -> None:
    """Another morning on which nobody has answered."""
    assert len(remind_authors()) == 1


WAITING: Final = (
    *((do, 4) for do in (hand_in, hurry, slow_down, hurry_again, ask_for_changes)),
    *((remind, day) for day in (20, 40, 60, 80)),
)
"""What is done on which day: three reminders, then word to the moderators."""
