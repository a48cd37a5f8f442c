"""Who must not be named behind a link that hides the authors: all that the repository knows of a deposit's people."""

from collections.abc import Iterator

from django.db.models import Q

from repository.anonymity.names import Known, known_of, known_person
from repository.models import DataFile, Dataset, Deposit, Grant, Invitation, Person
from repository.queries.drafts import effective_document
from repository.record.canonical import parse


def known_in(deposit: Deposit) -> Known:
    """The people whom any dataset of a deposit names, those who work on it, and those who are invited."""
    known = known_of(deposit.shared)
    for dataset in Dataset.objects.filter(deposit=deposit, is_removed=False).select_related("submitted_version"):
        dataset.deposit = deposit
        known |= known_of(effective_document(dataset))
        if dataset.submitted_version:
            known |= known_of(parse(bytes(dataset.submitted_version.document)).model_dump(mode="json"))
    for person in _people_of(deposit):
        places = (person.affiliation, person.affiliation_ror)
        email = person.email if person.is_active else ""
        known |= known_person(
            given=person.given_name, family=person.family_name, email=email, orcid=person.orcid, places=places
        )
    for email in Invitation.objects.filter(deposit=deposit).exclude(email="").values_list("email", flat=True):
        known |= known_person(given="", family="", email=email)
    return known


def _people_of(deposit: Deposit) -> Iterator[Person]:
    """Who opened it, who was ever let in, and who sent a file."""
    scope = Q(deposit=deposit) | Q(dataset__deposit=deposit)
    holders = Grant.objects.filter(scope, person__isnull=False).values("person_id")
    senders = DataFile.objects.filter(dataset__deposit=deposit, uploaded_by__isnull=False).values("uploaded_by_id")
    found = Q(pk=deposit.created_by_id) | Q(pk__in=holders) | Q(pk__in=senders)
    yield from Person.objects.filter(found).order_by("pk")
