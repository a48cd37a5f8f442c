"""No byte of a closed file leaves by any door: before an embargo's end and after, with a grant and after its end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from repository.models import AccessRequest, Dataset, RecordVersion
from repository.services.access_answers import file_token, grant_files, revoke_files
from repository.services.access_requests import ask_for_files, ask_for_files_by_mail, confirm_request
from repository.services.embargoes import end_embargoes
from tests.addresses.marks import answer_shows_mark, tables_with_marks
from tests.addresses.scene import Scene
from tests.driver import run_everything_due
from tests.permissions.doors import doors_of, forms_of, other_doors, questions_of, shown_by

pytestmark = pytest.mark.django_db

OUTSIDERS = ("other_moderator", "stranger", "operator", "administrator")
FILE_DOORS = {"file", "layer-zip"}
KEPT_FOR_AUTHORS = {"repository_inspection"}
"""Where what was read from a file of a draft waits for its authors; no page for others shows a row of it."""

LAST_DAY = timezone.now().date() + timedelta(days=30)


@pytest.fixture(autouse=True)
def _nobody_has_asked_too_often(settings: object) -> None:
    """Hundreds of requests of one test are those of one reader."""
    for name in ("SEARCHES_A_MINUTE", "HARVEST_BYTES_A_MINUTE", "HARVEST_SECONDS_A_MINUTE"):
        setattr(settings, name, 10**12)


@pytest.mark.parametrize("actor", ["anonymous", *(pytest.param(actor, marks=pytest.mark.drill) for actor in OUTSIDERS)])
def test_restricted_files_are_shown_to_nobody_outside(scene: Scene, actor: str) -> None:
    assert shown_by(scene.browser(actor), doors_of(scene, "restricted")) == set()


@pytest.mark.parametrize("actor", ["operator", pytest.param("anonymous", marks=pytest.mark.drill)])
def test_no_list_shows_what_stands_in_them(scene: Scene, actor: str) -> None:
    assert shown_by(scene.browser(actor), other_doors(scene, "restricted")) == set()


@pytest.mark.whole_way
def test_no_export_rendition_or_answer_to_a_question_shows_it(scene: Scene) -> None:
    for state in ("restricted", "embargoed"):
        assert shown_by(Client(), questions_of(scene.datasets[state])) == set()


def test_no_form_that_is_sent_is_answered_with_it(scene: Scene) -> None:
    assert shown_by(scene.browser("stranger"), forms_of(scene, "restricted")) == set()


@pytest.mark.parametrize(("actor", "state"), [("anonymous", "embargoed"), ("stranger", "draft")])
def test_files_under_embargo_and_of_drafts_are_shown_to_nobody_outside(scene: Scene, actor: str, state: str) -> None:
    assert shown_by(scene.browser(actor), doors_of(scene, state)) == set()


def test_the_same_walk_finds_what_the_authors_may_have(scene: Scene) -> None:
    shown = shown_by(scene.browser("author"), doors_of(scene, "restricted", of_files=True))
    assert shown >= {*FILE_DOORS, "package-export", "deposit-file"}
    assert not shown & {"landing", "layer", "preview", "inside"}, "they are the same for all"


def test_nothing_that_was_read_from_a_closed_file_is_kept_for_readers(scene: Scene) -> None:
    assert tables_with_marks() <= KEPT_FOR_AUTHORS
    assert not any("Zq7Cell" in str(letter.message()) for letter in mail.outbox)


def test_what_stands_in_a_closed_file_is_found_by_no_search(scene: Scene) -> None:
    for words in ("Zq7Cell", "zq7_column"):
        assert Client().get(reverse("search"), {"q": words, "format": "json"}).json()["total"] == 0


def test_from_the_end_of_the_embargo_on_everybody_finds_all_of_it(scene: Scene) -> None:
    dataset, today = scene.datasets["embargoed"], datetime.now(UTC).date()
    Dataset.objects.filter(pk=dataset.pk).update(embargo_until=today)
    RecordVersion.objects.filter(current_for=dataset).update(embargo_until=today)
    end_embargoes()
    run_everything_due()
    assert shown_by(Client(), doors_of(scene, "embargoed", of_files=True)) >= FILE_DOORS
    assert "export" in shown_by(Client(), questions_of(dataset)), "the columns of its tables are told by an export"


def test_a_grant_opens_the_files_and_nothing_else_until_it_ends(scene: Scene) -> None:
    dataset, author = scene.datasets["restricted"], scene.people["author"]
    asked = ask_for_files(dataset=dataset, actor=scene.people["stranger"], name="S", purpose="A thesis.")
    grant_files(actor=author, key=asked.key, last_day=LAST_DAY)
    browser = scene.browser("stranger")
    assert shown_by(browser, doors_of(scene, "restricted", of_files=True)) == FILE_DOORS
    assert shown_by(browser, doors_of(scene, "embargoed", of_files=True)) == set()
    revoke_files(actor=author, key=asked.key)
    assert shown_by(browser, doors_of(scene, "restricted", of_files=True)) == set()


def test_the_link_of_a_mail_opens_the_files_until_its_day(scene: Scene) -> None:
    dataset, author = scene.datasets["restricted"], scene.people["author"]
    ask_for_files_by_mail(dataset=dataset, email="jo@example.net", name="Jo", purpose="A thesis.", language="en")
    asked = AccessRequest.objects.get(email="jo@example.net")
    confirm_request(request=asked)
    grant_files(actor=author, key=asked.key, last_day=LAST_DAY)
    asked.refresh_from_db()
    layer = dataset.snapshots.get()
    files = [
        reverse("file", args=[dataset.suffix, layer.number, "oxygen.csv"]),
        reverse("layer-zip", args=[dataset.suffix, layer.number]),
    ]
    token = {"token": file_token(asked)}
    assert all(answer_shows_mark(Client().get(url, token)) for url in files)
    assert asked.grant is not None
    asked.grant.until = timezone.now()
    asked.grant.save(update_fields=["until"])
    assert [Client().get(url, token).status_code for url in files] == [403, 403]
