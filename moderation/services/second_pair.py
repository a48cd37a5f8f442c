"""Proposing to accept, where a second moderator has to confirm."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from moderation.models import AcceptanceProposal, Review
from moderation.queries.meanwhile import words_of_move
from moderation.queries.second_pair import needs_second_pair
from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Person
from repository.services.deposits import lock_dataset
from repository.services.events import record_event


@transaction.atomic
def propose_acceptance(
    *, dataset_key: UUID, actor: Person, sha256: str, reason: str = "", version: int | None = None
) -> AcceptanceProposal:
    """Say that the version that was read may be accepted; the other moderators are told, and one of them decides.

    ``version`` is the number of the version that was read; with it a resubmission that changed only files or access is
    noticed too. Saying it twice changes nothing. Raises ``NotAllowed``; ``WrongState`` where nothing is to be decided
    or nobody asks for two; ``StaleRecord`` where another version was submitted meanwhile.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = Review.objects.filter(record_version=dataset.submitted_version, closed_at__isnull=True).first()
    if dataset.state != DatasetState.SUBMITTED or review is None:
        raise WrongState(words_of_move(dataset), code="already-decided")
    if not needs_second_pair(dataset):
        raise WrongState(_("This discipline asks for one pair of eyes: decide."), code="second-pair-not-asked")
    current = review.record_version
    if current.sha256 != sha256 or version not in (None, current.number):
        raise StaleRecord(_("The record changed while you were reading. Look at the change, then decide."))
    proposal, is_new = AcceptanceProposal.objects.get_or_create(
        record_version=current, actor=actor, defaults={"review": review, "sha256": sha256, "reason": reason.strip()}
    )
    if is_new:
        record_event("acceptance.proposed", subject=dataset, actor=actor, payload={"proposal": proposal.pk})
    return proposal
