"""The pages about sources: owners declare and pause, operators allow and release, nobody else gets in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from repository.errors import NotAllowed
from repository.models import Dataset, Person, Source
from repository.services.sources import answer_source, declare_source, pause_source
from tests.driver import run_everything_due
from tests.factories import make_person
from tests.repository.public.stories import published
from tests.repository.series.growing import a_month_later

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ROOM = "/operations/sources/"
SENT = {"name": "lab", "path": "2026", "schedule": "weekly"}


def page_of(dataset: Dataset) -> str:
    return f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/source/"


@pytest.fixture
def public(alice: Person, mona: Person, oscar: Person, field: Path) -> Dataset:
    """Public, without a source."""
    return published(alice, mona)


def test_an_owner_declares_and_an_operator_allows(
    public: Dataset, alice: Person, oscar: Person, signed_in: SignIn
) -> None:
    browser = signed_in(alice)
    assert "Name the source" in browser.get(page_of(public)).content.decode()
    answer = browser.post(page_of(public), SENT, follow=True).content.decode()
    assert "waits for an operator" in answer
    run_everything_due()
    assert [message.to for message in mail.outbox if "asks for a source" in message.subject] == [["oscar@example.org"]]
    source = Source.objects.get()
    page = signed_in(oscar).post(f"{ROOM}{source.pk}/", {"allow": ""}, follow=True).content.decode()
    assert "Answered." in page
    assert "every week" in page
    source.refresh_from_db()
    assert (source.state, str(source)) == ("active", "lab/2026")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "elsewhere"}, "Select a valid choice"),
        ({"path": "../other"}, "This is no path"),
        ({"path": ".hidden"}, "This is no path"),
        ({"path": "a\0b"}, ""),
        ({"schedule": "other", "cron": "* * * * *"}, "This is no schedule"),
        ({"schedule": "other", "cron": ""}, "This is no schedule"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    public: Dataset, alice: Person, signed_in: SignIn, change: dict[str, str], words: str
) -> None:
    answer = signed_in(alice).post(page_of(public), SENT | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Source.objects.exists()


def test_another_place_has_to_be_allowed_anew_another_schedule_has_not(growing: Dataset, alice: Person) -> None:
    told: dict[str, Any] = {"dataset_key": growing.key, "actor": alice, "name": "lab", "is_reviewed": False}
    assert declare_source(**told, path="", schedule="daily").state == "active"
    assert declare_source(**told, path="2026", schedule="daily").state == "asked"


def test_a_pause_takes_no_layer_and_going_on_is_from_now(growing: Dataset, alice: Person, signed_in: SignIn) -> None:
    browser = signed_in(alice)
    page = browser.post(f"{page_of(growing)}pause/", {"pause": ""}, follow=True).content.decode()
    assert "Go on taking layers" in page
    a_month_later(growing)
    assert growing.snapshots.count() == 1
    browser.post(f"{page_of(growing)}pause/", {"resume": ""})
    a_month_later(growing)
    assert growing.snapshots.count() == 2


def test_owners_cannot_release_what_was_stopped(growing: Dataset, alice: Person, signed_in: SignIn) -> None:
    Source.objects.update(state="quarantined", reason="source-shrank")
    page = signed_in(alice).post(f"{page_of(growing)}pause/", {"resume": ""}, follow=True).content.decode()
    assert "Much of what was there before is gone" in page
    assert Source.objects.get().state == "quarantined"
    with pytest.raises(NotAllowed):
        answer_source(actor=alice, source_id=Source.objects.get().pk, allows=True, reason="Mine.")


def test_a_stranger_and_a_moderator_declare_nothing(public: Dataset, mona: Person, signed_in: SignIn) -> None:
    charlie = make_person("charlie")
    for person in (charlie, mona):
        assert signed_in(person).get(page_of(public)).status_code == 404
        assert signed_in(person).get(ROOM).status_code == 403
        with pytest.raises(NotAllowed):
            pause_source(dataset_key=public.key, actor=person, pauses=True)


def test_the_command_orders_what_is_due(growing: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("snapshot_due", "--dataset", growing.suffix, "--at-once")
    assert f"dataset {growing.suffix}: a layer is ordered" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("snapshot_due", "--dataset", "1")
    with pytest.raises(CommandError):
        call_command("snapshot_due", "--at-once")
