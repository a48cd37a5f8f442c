"""Whether a second moderator confirms an acceptance, and who proposed it."""

from django.utils.translation import gettext as _

from moderation.models import AcceptanceProposal, Outcome, Review
from moderation.queries.disciplines import disciplines_of
from moderation.queries.unmet import Unmet
from repository.models import Dataset, Person


def needs_second_pair(dataset: Dataset) -> bool:
    """Whether one of the dataset's disciplines wants an acceptance to be confirmed by a second moderator."""
    return any(each.needs_second_pair for each in disciplines_of(dataset.poles).values())


def proposal_of(review: Review) -> AcceptanceProposal | None:
    """The standing proposal to accept the version under review; one about an earlier version is void."""
    found = AcceptanceProposal.objects.filter(review=review, record_version=review.record_version_id)
    return found.select_related("actor").order_by("pk").first()


def confirmed_by_another(review: Review, actor: Person, outcome: Outcome) -> Unmet | None:
    """A condition of decisions: where two pairs of eyes are wanted, who accepts is not who proposed it."""
    if outcome is not Outcome.ACCEPTED or not needs_second_pair(review.dataset):
        return None
    others = AcceptanceProposal.objects.filter(review=review, record_version=review.record_version_id)
    if others.exclude(actor=actor).exists():
        return None
    if others.exists():
        words = _("You proposed this acceptance. Another moderator of the discipline has to confirm it.")
    else:
        words = _("This discipline wants two pairs of eyes. Propose the acceptance; another moderator confirms it.")
    return Unmet("second-pair-missing", words)
