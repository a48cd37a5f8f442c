"""Who accompanies a dataset: taking it, giving it to a colleague, releasing it, one or many at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moderation.models import QueueEntry, Review
from moderation.queries.people import moderators_of
from repository.access import Action, can, require
from repository.errors import RepositoryError, WrongState
from repository.models import Dataset, Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event


@transaction.atomic
def assign_review(*, dataset_key: UUID, actor: Person, assignee: Person | None) -> Review:
    """Give the open review of a dataset to a moderator of it (oneself among them), or to nobody.

    Who gets it from somebody else is told by mail. Raises ``NotAllowed``; ``WrongState`` where there is no open
    review, or who should get it may not decide on it.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = Review.objects.select_for_update(of=("self",)).filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(_("There is no open review to give to anybody."), code="review-closed")
    if assignee is not None and not moderators_of(dataset).filter(pk=assignee.pk).exists():
        raise WrongState(
            _("%(name)s may not decide on this dataset, so it cannot be given to them.") % {"name": assignee.name},
            code="not-a-moderator",
        )
    if review.assignee_id == (assignee.pk if assignee else None):
        return review
    review.assignee, review.assigned_at = assignee, timezone.now() if assignee else None
    review.save(update_fields=["assignee", "assigned_at"])
    QueueEntry.objects.filter(dataset=dataset).update(assignee=assignee)
    payload = {"review": review.pk, "assignee": assignee.pk if assignee else None}
    record_event("review.assigned" if assignee else "review.released", subject=dataset, actor=actor, payload=payload)
    return review


@transaction.atomic
def raise_in_queue(*, dataset_key: UUID, actor: Person, raised: bool) -> None:
    """Put a dataset before others in the queue of its disciplines, or back. Raises ``NotAllowed``."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    QueueEntry.objects.filter(dataset=dataset).update(is_raised=raised)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of many: how many were changed, and why others were not, each sentence once."""

    count: int
    refused: int
    reasons: tuple[str, ...]


def act_on_many(
    *, keys: Iterable[UUID], actor: Person, assignee: Person | None = None, raised: bool | None = None
) -> Done:
    """Give many datasets to ``assignee`` (or nobody), or with ``raised`` put them before others: each by itself.

    What the actor may not review is counted as refused, with the same words whether it is there or not.
    """
    count, refused = 0, 0
    reasons: dict[str, None] = {}
    for key in keys:
        try:
            _check(key, actor)
            if raised is None:
                assign_review(dataset_key=key, actor=actor, assignee=assignee)
            else:
                raise_in_queue(dataset_key=key, actor=actor, raised=raised)
            count += 1
        except RepositoryError as problem:
            refused += 1
            reasons[problem.sentence] = None
    return Done(count, refused, tuple(reasons))


def _check(key: UUID, actor: Person) -> None:
    dataset = Dataset.objects.filter(key=key).first()
    if dataset is None or not can(actor, Action.REVIEW, dataset):
        raise WrongState(_("One of these is not in your queue any more."), code="not-in-queue")
