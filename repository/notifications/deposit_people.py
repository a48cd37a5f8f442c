"""Mail about the people of a deposit: an invitation, its acceptance, and what one may do from now on."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from repository.accounts.tokens import INVITATION, token_of
from repository.forms.sharing import leads_somewhere
from repository.models import Deposit, Invitation, Person
from repository.notifications.mail import tell
from repository.services.deliveries import Claim

_NAME_MOST = 80


def tell_invited(claim: Claim) -> None:
    """``person.invited``: the link; nothing where it was withdrawn, taken or sent again meanwhile."""
    payload = claim.event.payload
    found = Invitation.objects.filter(pk=payload["invitation"], issue=payload["issue"], accepted_at__isnull=True)
    invitation = found.filter(expires__gt=timezone.now()).select_related("invited_by").first()
    people, context = [], dict[str, Any]()
    if invitation is not None:
        # not an account of ours yet, or not known to be the same person's
        people = [Person(email=invitation.email, language=invitation.language)]
        token = token_of(INVITATION, invitation.key, issue=invitation.issue)
        address = f"{settings.SITE_URL}{reverse('invitation-open', args=[token])}"
        context = {"invitation": invitation, "inviter": plain_name(invitation.invited_by), "address": address}
    tell(claim, people, "person_invited", context)


def tell_joined(claim: Claim) -> None:
    """``person.joined``: who accepted, for who invited."""
    invitation = Invitation.objects.select_related("invited_by").get(pk=claim.event.payload["invitation"])
    person = Person.objects.get(pk=claim.event.payload["person"])
    context = {"person": person, "role": claim.event.payload["role"], "deposit": _deposit(claim)}
    tell(claim, [invitation.invited_by], "person_joined", context)


def tell_changed(claim: Claim) -> None:
    """``person.changed``, ``person.left``: what one may do from now on; nothing for who did it themselves."""
    payload, event = claim.event.payload, claim.event
    people = list(Person.objects.filter(pk=payload["person"]).exclude(pk=event.actor_id or 0))
    context = {
        "role": payload["role"],
        "has_left": event.type == "person.left",
        "deposit": _deposit(claim),
        "actor": event.actor.name if event.actor else "",
    }
    tell(claim, people, "person_changed", context)


def plain_name(person: Person) -> str:
    """A name as it may stand in a mail to a stranger: short, and leading nowhere."""
    name = person.name[:_NAME_MOST]
    return settings.SITE_NAME if leads_somewhere(name) else name


def _deposit(claim: Claim) -> Deposit:
    return Deposit.objects.get(pk=claim.event.subject_id)
