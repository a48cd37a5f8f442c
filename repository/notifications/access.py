"""Mail about who asks for closed files: to confirm an address, to who answers, and the answer."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import override

from repository.access import MODERATORS, holds_today
from repository.accounts.tokens import ACCESS, token_of
from repository.models import AccessRequest, AccessState, Dataset, Grant, Person
from repository.notifications.mail import Letter, send_letters, tell
from repository.notifications.published import authors_of
from repository.queries.editions import landing_url
from repository.record.canonical import parse
from repository.services.access_answers import file_token
from repository.services.deliveries import Claim

_ANSWERED: Final = "repository/mail/access_answered.txt"


def tell_access_asked(claim: Claim) -> None:
    """``access.asked``: the link that confirms an address; nothing where that happened, or the request is gone."""
    request = _request(claim)
    letters = []
    if request is not None and request.state == AccessState.ASKED:
        token = token_of(ACCESS, request.key, issue=claim.event.payload["issue"])
        address = f"{settings.SITE_URL}{reverse('access-confirm', args=[request.key, token])}"
        context = {"address": address, **_about(request.dataset, request.language)}
        letters = [Letter(request.email, request.language, "repository/mail/access_asked.txt", context)]
    send_letters(letters, claim)
    with claim.complete():
        pass


def tell_access_requested(claim: Claim) -> None:
    """``access.requested``: who writes the dataset; where nobody does any more, the moderators of its disciplines."""
    request = _request(claim)
    people, context = list[Person](), dict[str, Any]()
    if request is not None and request.state == AccessState.WAITING:
        people = list(authors_of(request.dataset).filter(is_active=True)) or _moderators(request.dataset)
        address = f"{settings.SITE_URL}{reverse('access-requests', args=[request.dataset.suffix])}"
        context = {"asked": request, "dataset": request.dataset, "address": address}
    tell(claim, people, "access_requested", context)


def tell_access_answered(claim: Claim) -> None:
    """``access.granted``, ``access.refused``, ``access.revoked``, ``access.lapsed``: who asked."""
    request = _request(claim)
    if request is None or request.person is not None:
        people = [request.person] if request and request.person else []
        language = people[0].language if people else "en"
        tell(claim, people, "access_answered", _answered(claim, request, language) if request else {})
        return
    letter = Letter(request.email, request.language, _ANSWERED, _answered(claim, request, request.language))
    send_letters([letter], claim)
    with claim.complete():
        pass


def _answered(claim: Claim, request: AccessRequest, language: str) -> dict[str, Any]:
    """``what``: granted, refused, revoked or lapsed; the address leads to the files, with the token of who has no
    account."""
    address = f"{settings.SITE_URL}{reverse('dataset-access', args=[request.dataset.suffix])}"
    if request.person is None:
        address += f"?token={file_token(request)}"
    until = request.grant.until if request.grant else None
    return {
        "asked": request,
        "what": claim.event.type.partition(".")[2],
        "address": address,
        "last_day": (until - timedelta(microseconds=1)).date() if until else None,
        **_about(request.dataset, language),
    }


def _request(claim: Claim) -> AccessRequest | None:
    found = AccessRequest.objects.select_related("dataset__current_version", "person", "grant", "answered_by")
    return found.filter(pk=claim.event.subject_id).first()


def _about(dataset: Dataset, language: str) -> dict[str, Any]:
    """The title as the reader's language has it, and where the page is."""
    record = parse(bytes(dataset.current_version.document)) if dataset.current_version else None
    with override(language):
        title = record.title[record.title.best_language(language, record.language)] if record else dataset.doi
    return {"dataset": dataset, "title": title, "landing_url": landing_url(dataset)}


def _moderators(dataset: Dataset) -> list[Person]:
    reach = Q(pole__code__in=dataset.poles) | Q(pole__isnull=True, deposit__isnull=True, dataset__isnull=True)
    grants = Grant.objects.filter(reach, holds_today(), role__in=MODERATORS)
    return list(Person.objects.filter(pk__in=grants.values("person_id"), is_active=True).order_by("pk"))
