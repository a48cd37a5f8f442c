"""People, disciplines and datasets for tests, made through the real services."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile

from moderation.services.decisions import decide
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Person, Pole, Role
from repository.queries.agreements import accept_in_force
from repository.services.deposits import create_deposit, write_draft
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from tests.driver import run_everything_due
from tests.services.again import begun_once

PASSWORD = "sediment-2026"

DOCUMENT: dict[str, Any] = {
    "language": "en",
    "title": {"en": "Dissolved oxygen in the Gulf of Lion, 2019-2026", "fr": "Oxygène dissous, golfe du Lion"},
    "abstract": {"en": "Monthly sections across the shelf, temperature, salinity and dissolved oxygen every metre."},
    "creators": [
        {
            "kind": "person",
            "family": "Marin",
            "given": "Clara",
            "orcid": "0000-0002-1825-0097",
            "affiliations": [{"name": "Observatory of Banyuls"}],
        },
        {"kind": "person", "family": "Okafor", "given": "Ngozi"},
    ],
    "poles": ["ocean"],
    "keywords": [{"term": {"en": "dissolved oxygen"}}, {"term": {"en": "Gulf of Lion"}}],
    "place": {"boxes": [{"west": 3.0, "south": 42.1, "east": 5.3, "north": 43.5}]},
    "time": {"periods": [{"begin": "2019-01-14", "end": "2026-10-19"}]},
    "licence": {"spdx": "CC-BY-4.0"},
    "data_languages": ["en"],
    "lineage": {"en": "SBE 9plus casts, processed to 1 dbar with the maker's software, version 7.26."},
}
"""A whole, valid description."""


@begun_once
def make_person(name: str, **fields: Any) -> Person:
    """A person called ``name`` whose address and password tests know."""
    names = {"given_name": name.title(), "family_name": "Test"}
    person = Person.objects.create_user(f"{name}@example.org", PASSWORD, **{**names, **fields})
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def make_pole(code: str = "ocean") -> Pole:
    """A discipline."""
    return Pole.objects.get_or_create(code=code, defaults={"name_en": code.title(), "name_fr": code.title()})[0]


@begun_once
def make_moderator(name: str, pole: str = "ocean") -> Person:
    """A moderator of one discipline."""
    person = make_person(name)
    Grant.objects.create(person=person, role=Role.MODERATOR, pole=make_pole(pole))
    return person


@begun_once
def make_operator(name: str = "oscar") -> Person:
    """An operator of the site."""
    person = make_person(name)
    Grant.objects.create(person=person, role=Role.OPERATOR)
    return person


@begun_once
def make_draft(author: Person, *, files: dict[str, bytes] | None = None, **changes: Any) -> Dataset:
    """A complete draft with files, not submitted."""
    make_pole("ocean")
    deposit = create_deposit(actor=author)
    dataset = deposit.datasets.get()
    write_draft(dataset_key=dataset.key, actor=author, fields={**DOCUMENT, **changes})
    for path, content in (files or {"oxygen.csv": b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"}).items():
        attach_upload(dataset_key=dataset.key, actor=author, upload=SimpleUploadedFile(path, content), path=path)
    dataset.refresh_from_db()
    return dataset


@begun_once
def make_submitted(author: Person, **changes: Any) -> Dataset:
    """A dataset in the moderators' queue."""
    dataset = make_draft(author, **changes)
    return submit_dataset(dataset_key=dataset.key, actor=author, agreement=accept_in_force("en"))


def accept(dataset: Dataset, moderator: Person) -> Dataset:
    """Accept what was submitted, by the record version's SHA256."""
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256
    decide(dataset_key=dataset.key, actor=moderator, outcome=DatasetState.ACCEPTED, sha256=sha256, reason="")
    dataset.refresh_from_db()
    return dataset


@begun_once
def make_public(author: Person, moderator: Person, **changes: Any) -> Dataset:
    """A dataset that went the whole road."""
    dataset = make_submitted(author, **changes)
    run_everything_due()
    accept(dataset, moderator)
    run_everything_due()
    dataset.refresh_from_db()
    return dataset
