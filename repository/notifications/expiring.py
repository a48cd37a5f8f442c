"""Mail to the authors of drafts that will be removed."""

from datetime import datetime

from repository.access import AUTHORS, holds_today
from repository.models import Dataset, Deposit, Grant, Person
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
        live = holds_today()
        grants = Grant.objects.filter(live, role__in=AUTHORS, deposit=deposit)
        authors = Person.objects.filter(pk__in=grants.values("person_id"))
        template = "repository/mail/deposit_expiring.txt"
        send_event_mail(claim, to=authors, template=template, context=context)
    with claim.complete():
        pass
