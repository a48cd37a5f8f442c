"""Mail that brings what readers write to the authors of a dataset, by addresses that no page shows."""

from collections.abc import Iterable

from django.utils.translation import override

from repository.models import Dataset, ReaderMessage
from repository.notifications.mail import Letter, send_letters
from repository.notifications.published import authors_of
from repository.queries.contacts import mailed_contacts
from repository.queries.editions import landing_url
from repository.record.canonical import parse
from repository.record.model import Record
from repository.services.deliveries import Claim
from repository.services.events import record_event


def tell_authors(claim: Claim) -> None:
    """``authors.written_to``: mail to the contacts of the description, else to who writes the dataset; then forget.

    Where every contact's address is refused, it goes to who writes the dataset, and where those are refused too, to
    the moderators: ``authors.unreachable`` says so either way.
    """
    message = message_of(claim)
    if message is None:
        forget(claim)
        return
    dataset = Dataset.objects.select_related("current_version").get(pk=message.dataset_id)
    record = parse(bytes(dataset.current_version.document)) if dataset.current_version else None
    named, writing = _contacts(record), _writers(dataset)
    if send_letters(_letters(message, record, named or writing), claim):
        forget(claim)
        return
    left = _others(writing, named) if named else []
    was_taken = bool(send_letters(_letters(message, record, left), claim))
    with claim.complete():
        payload = {} if was_taken else {"message": message.pk}
        if was_taken:
            message.delete()
        record_event("authors.unreachable", subject=dataset, payload=payload, lane=claim.lane)


def message_of(claim: Claim) -> ReaderMessage | None:
    """The message of an event, unless it was sent before."""
    return ReaderMessage.objects.filter(pk=claim.event.payload.get("message")).first()


def forget(claim: Claim) -> None:
    """The mail was taken: nothing of the message stays."""
    with claim.complete():
        ReaderMessage.objects.filter(pk=claim.event.payload.get("message")).delete()


def _letters(message: ReaderMessage, record: Record | None, readers: list[tuple[str, str]]) -> list[Letter]:
    """The message for each address, with the language of the mail."""
    dataset, letters = message.dataset, []
    for address, language in readers:
        context = {"message": message, "doi": dataset.doi, "landing_url": landing_url(dataset)}
        with override(language):
            context["title"] = record.title[record.title.best_language(language, record.language)] if record else ""
        letters.append(Letter(address, language, "repository/mail/authors_written_to.txt", context, message.reply_to))
    return letters


def _contacts(record: Record | None) -> list[tuple[str, str]]:
    """The addresses that a description names, each once, with the language of the mail."""
    language = "fr" if record and (record.language or "").startswith("fr") else "en"
    return _once((address, language) for address in (mailed_contacts(record) if record else ()))


def _writers(dataset: Dataset) -> list[tuple[str, str]]:
    """The addresses of who writes a dataset, each once, with the language of the mail."""
    return _once((person.email, person.language or "en") for person in authors_of(dataset) if person.is_active)


def _others(readers: list[tuple[str, str]], named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    refused = {address.lower() for address, _language in named}
    return [reader for reader in readers if reader[0].lower() not in refused]


def _once(readers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list({address.lower(): (address, language) for address, language in readers}.values())
