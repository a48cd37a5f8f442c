"""What moderators do in the drill beside deciding: they give a dataset to a colleague and ask for advice."""

import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from moderation.models import AcceptanceProposal, Advice, Review
from moderation.services.advice import answer_advice, ask_advice
from moderation.services.advice_ends import remind_advisers
from moderation.services.assignment import assign_review
from repository.services.events import record_event
from tests.factories import make_moderator
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def give_to_a_colleague() -> None:
    """Another moderator gets it."""
    colleague = make_moderator("bella")
    assign_review(dataset_key=_first().key, actor=_who("mona"), assignee=colleague)


def ask_somebody() -> None:
    """Two are asked: one answers, one does not."""
    for name in ("expert", "silent"):
        ask_advice(
            dataset_key=_first().key, actor=_who("mona"), email=f"{name}@example.net", question="Is it sound?", days=7
        )


def hear_the_answer() -> None:
    """One answers."""
    advice = Advice.objects.get(email="expert@example.net")
    answer_advice(advice_id=advice.pk, view="favourable", answer="It is.")


def remind_the_silent() -> None:
    """The other is asked again, days later."""
    ago = timezone.now() - datetime.timedelta(days=6)
    Advice.objects.filter(answered_at__isnull=True, reminders=0).update(asked_at=ago)
    remind_advisers()


def let_the_silent_go() -> None:
    """Then nobody waits any more."""
    passed = timezone.now().date() - datetime.timedelta(days=1)
    Advice.objects.filter(answered_at__isnull=True, ended_at__isnull=True).update(due=passed)
    remind_advisers()


def propose() -> None:
    """A moderator proposes to accept, as where two pairs of eyes are wanted; the others are told."""
    version = _first().submitted_version
    assert version is not None
    mona = _who("mona")
    with transaction.atomic():
        review = Review.objects.get(record_version=version)
        proposal = AcceptanceProposal.objects.create(
            review=review, record_version=version, sha256=version.sha256, actor=mona
        )
        record_event("acceptance.proposed", subject=_first(), actor=mona, payload={"proposal": proposal.pk})


REVIEWING: Final = (give_to_a_colleague, ask_somebody, hear_the_answer, remind_the_silent, let_the_silent_go, propose)
