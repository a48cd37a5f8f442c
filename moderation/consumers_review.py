"""Who is told when a review is given to somebody, advice is asked, answered or runs out, or a second pair is wanted."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from moderation.models import AcceptanceProposal, Advice
from moderation.queries.addresses import review_url
from moderation.queries.people import moderators_of
from moderation.queries.versions import title_of
from moderation.services.advice import token_for
from repository.errors import TransientFailure
from repository.models import Dataset, Person
from repository.notifications.mail import Letter, send_event_mail, send_letters
from repository.services.deliveries import Claim


def tell_assigned(claim: Claim) -> None:
    """``review.assigned``: mail to whom the dataset was given, unless they took it themselves."""
    by = claim.event.actor
    given = Person.objects.filter(pk=claim.event.payload["assignee"])
    _tell(claim, [each for each in given if each != by], "review_assigned", {"by": by})


def tell_advice_asked(claim: Claim) -> None:
    """``advice.asked``, ``advice.reminded``: mail to the adviser; nothing where no answer is waited for any more."""
    advice = _advice(claim)
    if advice.is_open:
        context = {
            **_title(advice.dataset),
            "advice": advice,
            "reminder": claim.event.payload.get("reminder", 0),
            "url": advice_url(advice),
        }
        template = "moderation/mail/advice_asked.txt"
        letter = Letter(advice.email, advice.language, template, context, mark=str(advice.key))
        if not send_letters([letter], claim):
            raise TransientFailure("mail was not taken: the address was refused", code="mail-failed")
    with claim.complete():
        pass


def tell_advice_answered(claim: Claim) -> None:
    """``advice.answered``: mail to who asked and to who accompanies the dataset."""
    advice = _advice(claim)
    _tell(claim, _askers(advice), "advice_answered", {"advice": advice})


def tell_advice_lapsed(claim: Claim) -> None:
    """``advice.lapsed``: the last day passed without an answer; mail to who asked."""
    advice = _advice(claim)
    _tell(claim, _askers(advice), "advice_lapsed", {"advice": advice})


def tell_proposed(claim: Claim) -> None:
    """``acceptance.proposed``: mail to the moderators who may confirm."""
    proposal = AcceptanceProposal.objects.select_related("actor").get(pk=claim.event.payload["proposal"])
    dataset = Dataset.objects.get(pk=claim.event.subject_id)
    others = moderators_of(dataset).exclude(pk=proposal.actor_id)
    _tell(claim, others, "acceptance_proposed", {"proposal": proposal})


def advice_url(advice: Advice) -> str:
    """The address for the adviser: with an account its own page, else a link with the token."""
    if advice.adviser_id:
        return f"{settings.SITE_URL}{reverse('advice', args=[advice.key])}"
    return f"{settings.SITE_URL}{reverse('advice-open', args=[token_for(advice)])}"


def _askers(advice: Advice) -> Iterable[Person]:
    """Who asked and who accompanies the dataset, as long as they may still review it."""
    concerned = {advice.asked_by_id, advice.review.assignee_id}
    return moderators_of(advice.dataset).filter(pk__in=[each for each in concerned if each])


def _advice(claim: Claim) -> Advice:
    found = Advice.objects.select_related("dataset", "record_version", "asked_by", "adviser", "review")
    return found.get(pk=claim.event.payload["advice"])


def _title(dataset: Dataset) -> dict[str, Any]:
    return {"dataset": dataset, "title": title_of(dataset.submitted_version)[0] or dataset.doi}


def _tell(claim: Claim, readers: Iterable[Person], name: str, context: dict[str, Any]) -> None:
    """Mail first, then complete: a reader may get one twice with the same Message-ID, but nobody is left out."""
    dataset = Dataset.objects.select_related("submitted_version").get(pk=claim.event.subject_id)
    said = {**_title(dataset), **context, "url": review_url(dataset)}
    send_event_mail(claim, to=readers, template=f"moderation/mail/{name}.txt", context=said)
    with claim.complete():
        pass
