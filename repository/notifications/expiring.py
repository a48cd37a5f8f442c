"""Mail to the authors of drafts that will be removed."""

from datetime import datetime

from repository.access import AUTHORS
from repository.models import Dataset, Deposit, Person
from repository.notifications.mail import send_event_mail
from repository.queries.deposits import dataset_title
from repository.queries.idle import last_change
from repository.services.deliveries import Claim


def tell_expiring(claim: Claim) -> None:
    """``deposit.expiring``: the day of the removal, and that any change prevents it; nothing where one was made."""
    deposit = Deposit.objects.get(pk=claim.event.subject_id)
    if last_change(deposit) < claim.event.at:
        payload = claim.event.payload
        drafts = Dataset.objects.filter(suffix__in=payload["datasets"], is_removed=False).select_related("deposit")
        context = {
            "deposit": deposit,
            # asked while the mail is written, so in its reader's language
            "titles": lambda: [title for draft in drafts if (title := dataset_title(draft).text)],
            "removal": datetime.fromisoformat(payload["removal"]).date(),
        }
        authors = Person.objects.filter(grants__role__in=AUTHORS, grants__deposit=deposit).distinct()
        template = "repository/mail/deposit_expiring.txt"
        send_event_mail(event=claim.event, to=authors, template=template, context=context)
    with claim.complete():
        pass
