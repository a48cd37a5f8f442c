"""Mail about erasures ordered by law: to operators alone."""

from repository.models import Erasure
from repository.notifications.mail import tell
from repository.queries.grants import operators
from repository.services.deliveries import Claim


def tell_erasure_proposed(claim: Claim) -> None:
    """``erasure.proposed``: the other operators, one of whom has to confirm."""
    erasure = Erasure.objects.select_related("dataset").get(pk=claim.event.subject_id)
    others = [person for person in operators() if person.pk != erasure.proposed_by_id]
    tell(claim, others, "erasure_proposed", {"erasure": erasure, "dataset": erasure.dataset})


def tell_erased(claim: Claim) -> None:
    """``dataset.erased``: the operators, once every place was looked through."""
    erasure = Erasure.objects.select_related("dataset").get(key=claim.event.payload["erasure"])
    tell(claim, operators(), "erasure_done", {"erasure": erasure, "dataset": erasure.dataset})
