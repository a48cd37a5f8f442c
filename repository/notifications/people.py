"""Mail about what people may do: roles, and room."""

from django.utils.translation import override

from repository.models import AllowanceRequest, Grant, PersonalToken, Webhook
from repository.notifications.mail import tell
from repository.queries.grants import last_day_of, operators
from repository.queries.tokens import scope_words
from repository.services.deliveries import Claim


def tell_grant(claim: Claim) -> None:
    """``grant.given``: what one may do from now on, and where."""
    grant = Grant.objects.select_related("person", "pole").get(pk=claim.event.subject_id)
    people = [grant.person] if grant.person else []
    tell(claim, people, "grant_given", {"grant": grant, "last_day": last_day_of(grant)})


def tell_room_asked(claim: Claim) -> None:
    """``allowance.asked``: the operators are asked for more room."""
    asked = AllowanceRequest.objects.select_related("person", "asked_by").get(pk=claim.event.subject_id)
    tell(claim, operators(), "allowance_asked", {"asked": asked})


def tell_room_answered(claim: Claim) -> None:
    """``allowance.given``, ``allowance.refused``: the answer, for who asked and whose deposit it is."""
    asked = AllowanceRequest.objects.select_related("person", "asked_by").get(pk=claim.event.subject_id)
    tell(claim, list({asked.person, asked.asked_by}), "allowance_answered", {"asked": asked})


def tell_token(claim: Claim) -> None:
    """``token.made``: what a program may do in one's name from now on, and where to end it."""
    token = PersonalToken.objects.select_related("person").get(pk=claim.event.subject_id)
    with override(token.person.language or "en"):
        scopes = scope_words(token)
    tell(claim, [token.person], "token_made", {"token": token, "scopes": scopes})


def tell_webhook_off(claim: Claim) -> None:
    """``webhook.disabled``: a program of theirs is not called any more, and where to switch it on again."""
    webhook = Webhook.objects.select_related("person").filter(pk=claim.event.subject_id).first()
    people = [webhook.person] if webhook and webhook.disabled_at else []
    tell(claim, people, "webhook_disabled", {"webhook": webhook})
