"""What handovers do when something happened; named by ``config/pipeline.py``."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

from moderation.models import Handover
from moderation.queries.addresses import deposit_url
from moderation.queries.handovers import entrance_url, last_day_of, machine_part, page_url
from moderation.queries.versions import title_of
from moderation.services import handovers
from repository.errors import TransientFailure
from repository.models import Erasure, ErasurePlaceKind, Publication
from repository.notifications.mail import Attachment, Letter, send_event_mail, send_letters
from repository.notifications.published import authors_of
from repository.queries.changes import changed_fields
from repository.queries.editions import landing_url
from repository.queries.grants import operators
from repository.services.deliveries import Claim
from repository.services.erasures import note_place_done

_JSON: Final = "application/json"
_MOST_NAMED: Final = 50


def plan_handovers(claim: Claim) -> None:
    """``snapshot.published``, ``record.published``, ``embargo.ended``: who is concerned, one handover for each."""
    handovers.plan_handovers(claim=claim)


def close_handovers(claim: Claim) -> None:
    """``dataset.withdrawn``: every access is shut."""
    handovers.close_handovers(claim=claim)


def note_pushed(claim: Claim) -> None:
    """``handover.pushed``: what the archive brought is offered."""
    told = claim.event.payload
    with claim.complete():
        handovers.note_pushed(
            handover_id=int(told["handover"]), files=int(told["files"]), size=int(told["bytes"]), place=told["store"]
        )


def note_failed(claim: Claim) -> None:
    """``handover.failed``: mail to the operators, who look at the store and have it tried again."""
    told = claim.event.payload
    row = _handover(int(told["handover"]))
    context = {**_context(row), "reason": told["reason"], "url": f"{settings.SITE_URL}/operations/centres/"}
    readers = [(person.email, person.language or "en") for person in operators() if person.is_active]
    for group in (readers, [(settings.CONTACT_EMAIL, "en")]):
        template = "moderation/mail/handover_failed.txt"
        if send_letters([Letter(*reader, template, context) for reader in group], claim):
            break
    with claim.complete():
        handovers.note_failed(handover_id=row.pk, reason=str(told["reason"]))


def tell_centre(claim: Claim) -> None:
    """``handover.offered``, ``.renewed``, ``.reminded``, ``.corrected``, ``.closed``: a letter, for programs too.

    A centre that was never told of a dataset is not told of its withdrawal.
    """
    row = _handover(int(claim.event.subject_id))
    told = claim.event.payload
    if told.get("was_told", True) and told.get("issue", row.issue) == row.issue:
        event = claim.event.type
        part = Attachment("handover.json", machine_part(row, event=event), _JSON)
        urls = {"entrance_url": entrance_url(row), "page_url": page_url(row)}
        context = {**_context(row), "event_type": event, **urls, **_correction(row, told)}
        letters = [
            Letter(address, language, "moderation/mail/handover_centre.txt", context, settings.CONTACT_EMAIL,
                   attachments=(part,))
            for address, language in _readers(row)
        ]  # fmt: skip
        if not send_letters(letters, claim):
            raise TransientFailure("mail was not taken: every address was refused", code="mail-failed")
    with claim.complete():
        pass


def tell_provider(claim: Claim) -> None:
    """``handover.blocked``, ``.offered``, ``.acknowledged``, ``.integrated``, ``.declined``: mail to the depositors."""
    row = _handover(int(claim.event.subject_id))
    context = {**_context(row), "step": claim.event.type.partition(".")[2], "url": deposit_url(row.dataset)}
    send_event_mail(
        claim, to=authors_of(row.dataset), template="moderation/mail/handover_provider.txt", context=context
    )
    with claim.complete():
        pass


def ask_erasure(claim: Claim) -> None:
    """``erasure.confirmed``: a letter to each centre that was told of the dataset: what it has to erase, and why."""
    erasure = Erasure.objects.select_related("dataset__current_version").get(pk=claim.event.subject_id)
    waiting = erasure.places.filter(kind=ErasurePlaceKind.CENTRE, done_at__isnull=True)
    for place in waiting:
        row = _told_first(erasure.dataset_id, place.name)
        context = {**_context(row), "erasure": erasure, "files": list(erasure.files.all()[:_MOST_NAMED])}
        context["more"] = max(erasure.files.count() - _MOST_NAMED, 0)
        letters = [
            Letter(address, language, "moderation/mail/handover_erasure.txt", context, settings.CONTACT_EMAIL)
            for address, language in _readers(row)
        ]
        if not send_letters(letters, claim):
            raise TransientFailure("mail was not taken: every address was refused", code="mail-failed")
    with claim.complete():
        for place in waiting.select_for_update():
            note_place_done(place=place, found=0)


def _told_first(dataset_id: int, code: str) -> Handover:
    rows = Handover.objects.filter(dataset_id=dataset_id, centre__code=code, offered_at__isnull=False)
    return _handover(rows.order_by("pk")[0].pk)


def _correction(row: Handover, told: Mapping[str, Any]) -> dict[str, object]:
    """What a correction changed, with the authors' note; nothing for another event."""
    if "publication" not in told:
        return {}
    publications = Publication.objects.select_related("record_version")
    found = publications.get(dataset=row.dataset_id, number=int(told["publication"]))
    names = changed_fields(found)

    def changed() -> list[str]:
        # asked while the letter is written, so in its reader's language
        return [pair[1 if (get_language() or "en").startswith("fr") else 0] for pair in names]

    return {"changed": changed, "note": found.note, "is_shut": told["is_shut"]}


def _handover(pk: int) -> Handover:
    return Handover.objects.select_related("centre", "dataset__current_version", "snapshot", "grant").get(pk=pk)


def _readers(row: Handover) -> Iterable[tuple[str, str]]:
    """The centre's own address, and its people here; nobody twice."""
    readers = {row.centre.mail.lower(): (row.centre.mail, row.centre.language)}
    for person in row.centre.people.filter(is_active=True):
        readers.setdefault(person.email.lower(), (person.email, person.language or "en"))
    return readers.values()


def _context(row: Handover) -> dict[str, object]:
    return {
        "handover": row,
        "centre": row.centre,
        "dataset": row.dataset,
        "title": title_of(row.dataset.current_version)[0] or row.dataset.doi,
        "landing_url": landing_url(row.dataset),
        "last_day": last_day_of(row),
    }
