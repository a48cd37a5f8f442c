"""Mail to those who watch a dataset: new layers, errata, other corrections, withdrawals; and the link that confirms."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from repository.accounts.tokens import WATCH, token_of
from repository.models import Dataset, LifecycleEvent, Publication, Watch
from repository.notifications.kinds import WATCHING
from repository.notifications.mail import Letter, send_event_mail, send_letters
from repository.notifications.published import authors_of
from repository.notifications.stopping import stop_watch_address
from repository.queries.changes import changed_fields
from repository.queries.editions import landing_url
from repository.record.canonical import parse
from repository.services.deliveries import Claim
from repository.services.events import record_event

BATCH: Final = 100
"""So many readers are written to for one delivery; the next ones get theirs by ``notice.continued``."""

_TEMPLATE: Final = "repository/mail/watched.txt"


def tell_watch_asked(claim: Claim) -> None:
    """``watch.asked``: the link that confirms an address; nothing where that happened, or the watch is gone."""
    watch = Watch.objects.filter(pk=claim.event.subject_id, confirmed_at__isnull=True).select_related("dataset").first()
    letters = []
    if watch is not None:
        token = token_of(WATCH, watch.key, issue=claim.event.payload["issue"])
        address = f"{settings.SITE_URL}{reverse('watch-confirm', args=[watch.key, token])}"
        context = {"address": address, **_about(watch.dataset, watch.language)}
        letters = [Letter(watch.email, watch.language, "repository/mail/watch_asked.txt", context)]
    send_letters(letters, claim)
    with claim.complete():
        pass


def tell_watchers(claim: Claim) -> None:
    """``snapshot.published``, ``record.published``, ``dataset.withdrawn``, ``notice.continued``: the next readers.

    Who writes the dataset is told as its author, not here.
    """
    payload = claim.event.payload
    event = LifecycleEvent.objects.get(pk=payload["event"]) if claim.event.type == "notice.continued" else claim.event
    dataset = Dataset.objects.get(events=event)
    watches = Watch.objects.filter(dataset=dataset, confirmed_at__isnull=False, confirmed_at__lt=event.at)
    batch = list(watches.filter(pk__gt=payload.get("after", 0)).select_related("person").order_by("pk")[:BATCH])
    if batch:
        _tell(claim, batch, dataset, _what_happened(event))
    with claim.complete():
        if len(batch) == BATCH:
            going_on = {"event": event.pk, "after": batch[-1].pk}
            record_event("notice.continued", subject=dataset, payload=going_on, lane=f"watchers:{dataset.pk}")


def _tell(claim: Claim, batch: Sequence[Watch], dataset: Dataset, what: dict[str, Any]) -> None:
    authors = set(authors_of(dataset).values_list("pk", flat=True))
    people = [each.person for each in batch if each.person and each.person_id not in authors]
    spoken = {person.language or "en" for person in people} | {each.language for each in batch}
    contexts = {language: {**_what_changed(what, language), **_about(dataset, language)} for language in spoken}
    for language, context in sorted(contexts.items()):
        speaking = [person for person in people if (person.language or "en") == language]
        send_event_mail(claim, to=speaking, template=_TEMPLATE, context=context, kind=WATCHING)
    send_letters([_letter(each, contexts[each.language]) for each in batch if not each.person_id], claim)


def _letter(watch: Watch, context: dict[str, Any]) -> Letter:
    stop_url = stop_watch_address(watch)
    return Letter(watch.email, watch.language, _TEMPLATE, context, mark=f"w{watch.pk}", stop_url=stop_url)


def _about(dataset: Dataset, language: str) -> dict[str, Any]:
    """The title as the reader's language has it, and where the page is."""
    record = parse(bytes(dataset.current_version.document)) if dataset.current_version else None
    with override(language):
        title = record.title[record.title.best_language(language, record.language)] if record else dataset.doi
    return {"dataset": dataset, "title": title, "landing_url": landing_url(dataset)}


def _what_happened(event: LifecycleEvent) -> dict[str, Any]:
    """The publication with its note and the fields that it changed, or that it is a withdrawal."""
    if event.type == "dataset.withdrawn":
        return {"is_withdrawn": True, "fields": []}
    publication = Publication.objects.select_related("snapshot", "record_version").get(pk=event.subject_id)
    # a first publication's note is for the moderators
    note = publication.note if publication.number > 1 else ""
    is_erratum = bool(note) and publication.snapshot_id is None
    fields = changed_fields(publication)
    return {"publication": publication, "note": note, "is_erratum": is_erratum, "fields": fields}


def _what_changed(what: dict[str, Any], language: str) -> dict[str, Any]:
    side = 1 if language.startswith("fr") else 0
    return {**what, "changed": [names[side] for names in what["fields"]]}
