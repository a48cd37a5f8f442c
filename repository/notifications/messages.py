"""Mail that brings what readers write to the authors of a dataset, by addresses that no page shows."""

from django.utils.translation import override

from repository.models import Dataset, ReaderMessage
from repository.notifications.mail import Letter, send_letters
from repository.notifications.published import authors_of
from repository.queries.contacts import mailed_contacts
from repository.queries.editions import landing_url
from repository.record.canonical import parse
from repository.record.model import Record
from repository.services.deliveries import Claim


def tell_authors(claim: Claim) -> None:
    """``authors.written_to``: mail to the contacts of the description, else to who writes the dataset; then forget."""
    message = message_of(claim)
    if message is not None:
        dataset = Dataset.objects.select_related("current_version").get(pk=message.dataset_id)
        record = parse(bytes(dataset.current_version.document)) if dataset.current_version else None
        letters = []
        for address, language in _addresses(dataset, record):
            context = {"message": message, "doi": dataset.doi, "landing_url": landing_url(dataset)}
            with override(language):
                context["title"] = record.title[record.title.best_language(language, record.language)] if record else ""
            template = "repository/mail/authors_written_to.txt"
            letters.append(Letter(address, language, template, context, message.reply_to))
        send_letters(letters, event=claim.event)
    forget(claim)


def message_of(claim: Claim) -> ReaderMessage | None:
    """The message of an event, unless it was sent before."""
    return ReaderMessage.objects.filter(pk=claim.event.payload["message"]).first()


def forget(claim: Claim) -> None:
    """The mail was taken: nothing of the message stays."""
    with claim.complete():
        ReaderMessage.objects.filter(pk=claim.event.payload["message"]).delete()


def _addresses(dataset: Dataset, record: Record | None) -> list[tuple[str, str]]:
    """Each address once, with the language of the mail."""
    language = "fr" if record and (record.language or "").startswith("fr") else "en"
    named = [(address, language) for address in mailed_contacts(record)] if record else []
    people = [(person.email, person.language or "en") for person in authors_of(dataset) if person.is_active]
    return list({address.lower(): (address, tag) for address, tag in (named or people)}.values())
