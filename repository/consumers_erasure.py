"""What the spine does about erasures ordered by law; named by ``config/pipeline.py``."""

from repository.models import Erasure
from repository.notifications.mail import tell
from repository.queries.grants import operators
from repository.services import erasures
from repository.services.deliveries import Claim


def erase_drafts(claim: Claim) -> None:
    """``erasure.confirmed``: copies of drafts and unfinished uploads go."""
    erasures.erase_drafts(claim=claim)


def tell_proposed(claim: Claim) -> None:
    """``erasure.proposed``: the other operators, one of whom has to confirm."""
    erasure = Erasure.objects.select_related("dataset").get(pk=claim.event.subject_id)
    others = [person for person in operators() if person.pk != erasure.proposed_by_id]
    tell(claim, others, "erasure_proposed", {"erasure": erasure, "dataset": erasure.dataset})


def tell_erased(claim: Claim) -> None:
    """``dataset.erased``: the operators, once every place was looked through."""
    erasure = Erasure.objects.select_related("dataset").get(key=claim.event.payload["erasure"])
    tell(claim, operators(), "erasure_done", {"erasure": erasure, "dataset": erasure.dataset})
