"""Mail about what people may do."""

from repository.models import Grant
from repository.notifications.mail import send_event_mail
from repository.queries.grants import last_day_of
from repository.services.deliveries import Claim


def tell_grant(claim: Claim) -> None:
    """``grant.given``: what one may do from now on, and where."""
    grant = Grant.objects.select_related("person", "pole").get(pk=claim.event.subject_id)
    people = [grant.person] if grant.person else []
    context = {"grant": grant, "last_day": last_day_of(grant)}
    send_event_mail(event=claim.event, to=people, template="repository/mail/grant_given.txt", context=context)
    with claim.complete():
        pass
