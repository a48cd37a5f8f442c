"""What several disciplines want of a decision: the right one decides, and an acceptance has heard the others."""

from django.utils.translation import gettext as _

from moderation.models import Outcome, Review
from moderation.queries.opinions import may_decide, missing_opinions
from moderation.queries.routing import deciding_pole
from moderation.queries.routing_words import name_of_party, pole_names
from moderation.queries.unmet import Unmet
from repository.models import Person


def right_discipline(review: Review, actor: Person, outcome: Outcome) -> Unmet | None:
    """The discipline that the rules name decides; the others give their opinion."""
    if may_decide(actor, review.dataset):
        return None
    name = pole_names().get(deciding_pole(review.dataset), "")
    sentence = _("%(discipline)s decides on this dataset. Give the opinion of your discipline instead.")
    return Unmet("not-deciding", sentence % {"discipline": name})


def opinions_are_in(review: Review, actor: Person, outcome: Outcome) -> Unmet | None:
    """Before an acceptance every required opinion is there, or it was said why it is not waited for."""
    if outcome != Outcome.ACCEPTED:
        return None
    missing = missing_opinions(review.record_version)
    if not missing:
        return None
    names = ", ".join(name_of_party(opinion) for opinion in missing)
    sentence = _("A required opinion is missing: %(names)s. Wait for it, or say beside it why you do not.")
    return Unmet("opinion-missing", sentence % {"names": names})
