"""Alice's public dataset with closed files, Mona who moderates ocean, Rosa who wants the files."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from repository.models import Dataset, Person
from repository.queries.catalogue_index import index_root
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_operator, make_person
from tests.repository.public.stories import published

Cast = dict[str, Person]


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cast, dict[str, Dataset]]]:
    """Published once for all tests of a file; each changes them in a transaction of its own."""
    home = tmp_path_factory.mktemp("closed")
    stores = {
        "STORAGE_URL": (home / "storage").as_uri(),
        "ARCHIVE_URL": (home / "archive").as_uri(),
        "ARCHIVE_REPLICAS": {"second": (home / "second").as_uri()},
        "ARCHIVE_COPIES_BEFORE_PUBLIC": 1,
    }
    with django_db_blocker.unblock(), override_settings(**stores), transaction.atomic():
        index_root()
        people = {"alice": make_person("alice"), "mona": make_moderator("mona"), "oscar": make_operator()}
        people |= {"rosa": make_person("rosa"), "otto": make_moderator("otto", pole="climate")}
        kinds = ("open", "embargoed", "restricted")
        yield people, {kind: published(people["alice"], people["mona"], access=kind) for kind in kinds}
        transaction.set_rollback(True)


@pytest.fixture
def people(made: tuple[Cast, dict[str, Dataset]], db: None) -> Cast:
    """Who there is."""
    return made[0]


@pytest.fixture
def datasets(made: tuple[Cast, dict[str, Dataset]], db: None) -> dict[str, Dataset]:
    """Public datasets: open, embargoed for 400 days, restricted."""
    for dataset in made[1].values():
        dataset.refresh_from_db()
    run_everything_due()
    mail.outbox.clear()
    return made[1]


@pytest.fixture
def restricted(datasets: dict[str, Dataset]) -> Dataset:
    """The restricted one."""
    return datasets["restricted"]


@pytest.fixture
def embargoed(datasets: dict[str, Dataset]) -> Dataset:
    """The one under embargo."""
    return datasets["embargoed"]


def browser_of(person: Person | None) -> Client:
    """A browser, signed in where a person is given."""
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def told() -> list[tuple[str, str]]:
    """Name of each reader written to since, with the subject."""
    run_everything_due()
    found = sorted((each.to[0].partition("@")[0], each.subject.removeprefix("Varve: ")) for each in mail.outbox)
    mail.outbox.clear()
    return found
