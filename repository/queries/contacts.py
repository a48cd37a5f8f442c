"""Whom a description names for questions."""

from repository.models import Dataset
from repository.record.canonical import parse
from repository.record.model import Record


def mailed_contacts(record: Record) -> list[str]:
    """The addresses of the contacts that have one, for mail only: no page shows them."""
    return [contact.email for contact in record.contacts if contact.email]


def names_a_contact(dataset: Dataset) -> bool:
    """Whether a reader's message goes to contacts; else it goes to the people who write the dataset."""
    version = dataset.current_version
    return bool(version and mailed_contacts(parse(bytes(version.document))))
