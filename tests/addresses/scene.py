"""A cast of every role, and of one author a dataset in every state, made through the real services."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from compute.models import Job, Product
from moderation.models import DataCentre
from moderation.services.attachments import NewFile
from moderation.services.comments import write_comment
from moderation.services.decisions import decide
from repository.lifecycle import DatasetState
from repository.models import (
    AllowanceRequest,
    Dataset,
    Erasure,
    Grant,
    Invitation,
    Person,
    Role,
    SavedSearch,
    Webhook,
)
from repository.queries.catalogue_index import index_root
from repository.services.corrections import begin_correction
from repository.services.reviewer_links import make_link
from repository.services.tokens import make_token
from tests.addresses.marks import marked_files
from tests.addresses.parts import parts_of
from tests.driver import run_everything_due
from tests.factories import accept, make_draft, make_moderator, make_operator, make_person, make_submitted
from tests.repository.public.stories import published, withdrawn

ACTORS = (
    "anonymous", "stranger", "author", "co_author", "reader", "moderator", "other_moderator", "operator",
    "reviewer", "data_centre", "administrator",
)  # fmt: skip
"""Everybody: ``reviewer`` by a link's grant of their own, ``administrator`` by Django's flags and no grant at all."""

STATES = (
    "draft", "submitted", "changes_requested", "rejected", "accepted", "public", "embargoed", "restricted",
    "correction", "withdrawn",
)  # fmt: skip

ASKED = ("stranger", "co_author", "reader", "reviewer", "data_centre")


@dataclass
class Scene:
    """Who and what there is."""

    people: dict[str, Person] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    _values: dict[str, dict[str, object]] = field(default_factory=dict)
    _signed_in: dict[str, str] = field(default_factory=dict)

    def sign_everybody_in(self) -> None:
        """Once for all tests: what they find does not depend on who was asked before."""
        for actor in ACTORS[1:]:
            browser = Client()
            browser.force_login(self.people[actor], backend="allauth.account.auth_backends.AuthenticationBackend")
            self._signed_in[actor] = browser.cookies[settings.SESSION_COOKIE_NAME].value

    def browser(self, actor: str, *, language: str = "en", checks_forms: bool = False) -> Client:
        """A browser in which somebody is signed in; signing out there ends the session for the rest of a test."""
        browser = Client(enforce_csrf_checks=checks_forms)
        browser.cookies["django_language"] = language
        if actor != "anonymous":
            browser.cookies[settings.SESSION_COOKIE_NAME] = self._signed_in[actor]
        return browser

    def values(self, state: str) -> dict[str, object]:
        """What fills the parts of any address, about the dataset in a state: true values all of them, read once."""
        if state not in self._values:
            self._values[state] = parts_of(self.datasets[state], self.people["stranger"])
        return dict(self._values[state])


@contextmanager
def scene_in(home: Path) -> Iterator[Scene]:
    """Everything, in one transaction that is rolled back at the end, with storage and archive of its own."""
    stores = {
        "STORAGE_URL": (home / "storage").as_uri(),
        "ARCHIVE_URL": (home / "archive").as_uri(),
        "ARCHIVE_REPLICAS": {"second": (home / "second").as_uri()},
        "ARCHIVE_COPIES_BEFORE_PUBLIC": 1,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 3600,  # a slow machine is no stranger
    }
    with ExitStack() as stack:
        stack.enter_context(override_settings(**stores))
        stack.enter_context(transaction.atomic())
        made = _made()
        made.sign_everybody_in()
        yield made
        transaction.set_rollback(True)


@contextmanager
def nothing_stays() -> Iterator[None]:
    """What happens inside is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _made() -> Scene:
    index_root()  # tests that empty the database take away what its migrations put there
    people = {
        "author": make_person("alice"),
        "moderator": make_moderator("mona"),
        "other_moderator": make_moderator("otto", pole="climate"),
        "operator": make_operator("oscar"),
        "administrator": make_person("adam", is_staff=True, is_superuser=True),
        **{name: make_person(name.replace("_", "")) for name in ASKED},
    }
    Grant.objects.create(person=people["data_centre"], role=Role.DATA_CENTRE)
    make_operator("olga")
    DataCentre.objects.create(code="ocean", name_en="Sea Data", name_fr="Mer", mail="d@example.org", themes=["climate"])
    datasets = _datasets(people["author"], people["moderator"])
    _ask_for_room(people["author"], datasets["draft"])
    Erasure.objects.create(dataset=datasets["draft"], scope="dataset", reason="A court.", reference="26/01234")
    make_token(actor=people["author"], name="Buoys", scopes=["deposits:read"], days=30)
    _compute(people["author"])
    Webhook.objects.create(person=people["author"], url="https://example.org/", events=["dataset.updated"], scope="own")
    SavedSearch.objects.create(person=people["author"], name="Oxygen", query="?q=oxygen")
    for dataset in datasets.values():
        Grant.objects.create(person=people["co_author"], role=Role.CO_AUTHOR, deposit_id=dataset.deposit_id)
        Grant.objects.create(person=people["reader"], role=Role.READER, deposit_id=dataset.deposit_id)
        Grant.objects.create(person=people["reviewer"], role=Role.REVIEWER, dataset=dataset)
        _share(people["author"], dataset)
        if dataset.reviews.filter(closed_at__isnull=True).exists():
            asked = {"text": "Which batch?", "path": "lineage", "files": [NewFile("batches.txt", b"P165")]}
            write_comment(dataset_key=dataset.key, actor=people["moderator"], **asked)  # type: ignore[arg-type]
        dataset.refresh_from_db()
    return Scene(people, datasets)


def _compute(author: Person) -> None:
    limits = {"mem_mb": 1, "cpu": 1, "wall_s": 1}
    Job.objects.create(
        process="echo", version="1.0.0", inputs={}, key="0" * 64, owner=author, limits=limits, core_hours=0.1
    )
    Product.objects.create(kind="virtual", slug="echoes", title="Echoes", process="echo", given={}, owner=author)


def _datasets(author: Person, moderator: Person) -> dict[str, Dataset]:
    made = {
        "draft": make_draft(author, files=marked_files()),
        "public": published(author, moderator),
        "embargoed": published(author, moderator, access="embargoed", files=marked_files()),
        "restricted": published(author, moderator, access="restricted", files=marked_files()),
        "correction": published(author, moderator),
        "withdrawn": withdrawn(published(author, moderator), moderator),
    }
    begin_correction(dataset_key=made["correction"].key, actor=author)
    for state in ("submitted", "changes_requested", "rejected", "accepted"):
        made[state] = make_submitted(author)
    run_everything_due()
    for state in ("changes_requested", "rejected"):
        _decide(made[state], moderator, DatasetState(state))
    run_everything_due()
    accept(made["accepted"], moderator)
    return made


def _decide(dataset: Dataset, moderator: Person, outcome: DatasetState) -> None:
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256
    decide(dataset_key=dataset.key, actor=moderator, outcome=outcome, sha256=sha256, reason="Name the batch.")


def _share(author: Person, dataset: Dataset) -> None:
    """Somebody is asked in, and a private link is made."""
    assert dataset.deposit_id
    email = f"guest{dataset.pk}@example.net"
    Invitation.objects.create(
        deposit_id=dataset.deposit_id, email=email, role=Role.READER, token_sha256=str(dataset.pk), invited_by=author,
        expires=timezone.now() + timedelta(days=14),
    )  # fmt: skip
    make_link(actor=author, deposit_id=dataset.deposit_id, dataset_key=dataset.key)


def _ask_for_room(author: Person, dataset: Dataset) -> None:
    assert dataset.deposit is not None
    asked = {"person": author, "asked_by": author, "deposit": dataset.deposit}
    AllowanceRequest.objects.create(**asked, wanted_bytes=200 * 1000**3, reason="A model run.")
