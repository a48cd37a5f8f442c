"""A draft that nobody goes on with is removed, after two mails and never before; all else stays for ever."""

import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from repository.models import DataFile, Dataset, Delivery, Deposit, LifecycleEvent, Person
from repository.queries.idle import keeping_time
from repository.services.deposits import add_dataset, write_draft
from repository.services.idle import Step, clear_idle_drafts
from repository.services.submissions import take_back_dataset
from repository.uploads.disk import disk_store
from tests.driver import run_everything_due
from tests.factories import DOCUMENT, make_draft, make_moderator, make_person, make_submitted
from tests.repository.public.stories import published

KEPT = keeping_time(24)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Path) -> None:
    settings.STORAGE_URL = (tmp_path / "storage").as_uri()
    settings.ARCHIVE_URL = (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}


@pytest.fixture
def camille(db: None) -> Person:
    """Who writes in French."""
    return make_person("camille", language="fr")


@pytest.fixture
def draft(camille: Person) -> Dataset:
    """A draft of Camille's whose DOI is reserved."""
    made = make_draft(camille)
    run_everything_due()
    mail.outbox.clear()
    return made


def night(days: timedelta) -> list[Step]:
    """One night so many days from now; mails go out."""
    found = [one.step for one in clear_idle_drafts(now=timezone.now() + days)]
    run_everything_due()
    return found


def test_a_draft_is_warned_about_twice_and_then_removed_with_its_files_and_its_doi(
    draft: Dataset, django_capture_on_commit_callbacks: Any
) -> None:
    assert night(KEPT - 31 * DAY) == []
    assert night(KEPT - 29 * DAY) == [Step.WARN_FIRST]
    assert night(KEPT - 20 * DAY) == []
    assert night(KEPT - 5 * DAY) == [Step.WARN_LAST]
    assert night(KEPT + 1 * DAY) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert night(KEPT + 3 * DAY) == [Step.REMOVE]
    draft.refresh_from_db()
    assert (draft.is_removed, draft.draft, draft.reserved_at) == (True, {}, None)
    assert list(disk_store().numbers()) == []
    assert not DataFile.objects.filter(dataset=draft).exists()
    assert LifecycleEvent.objects.filter(type="doi.released", dataset=draft).exists()
    assert night(KEPT + 90 * DAY) == []


def test_the_mails_are_in_the_authors_language_and_name_day_title_and_address(draft: Dataset) -> None:
    night(KEPT - 30 * DAY + DAY / 24)
    night(KEPT - 7 * DAY + DAY / 24)
    assert [message.to for message in mail.outbox] == [["camille@example.org"]] * 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2
    for message in mail.outbox:
        assert DOCUMENT["title"]["fr"] in message.body
        assert f"/deposits/{draft.deposit_id}/" in message.body
    event = LifecycleEvent.objects.filter(type="deposit.expiring").latest("id")
    removal = datetime.fromisoformat(event.payload["removal"])
    assert str(removal.year) in mail.outbox[-1].subject


def test_after_the_removal_the_author_finds_an_empty_list(draft: Dataset, camille: Person, client: Client) -> None:
    for days in (-29, -6, 2):
        night(KEPT + days * DAY)
    client.force_login(camille)
    assert client.get(f"/deposits/{draft.deposit_id}/").status_code == 404
    page = client.get("/deposits/")
    assert page.status_code == 200
    assert str(draft.deposit_id) not in page.text


def test_any_change_after_a_warning_keeps_the_draft_and_time_begins_anew(draft: Dataset, camille: Person) -> None:
    assert night(KEPT - 29 * DAY) == [Step.WARN_FIRST]
    write_draft(dataset_key=draft.key, actor=camille, fields={"lineage": {"en": "Changed."}})
    assert night(KEPT - 6 * DAY) == [Step.WARN_FIRST]
    assert night(KEPT + 1 * DAY) == []


def test_a_site_that_was_off_for_years_still_gives_thirty_and_seven_days(draft: Dataset) -> None:
    assert night(KEPT * 3) == [Step.WARN_FIRST]
    assert night(KEPT * 3 + 22 * DAY) == []
    assert night(KEPT * 3 + 29 * DAY) == [Step.WARN_LAST]
    assert night(KEPT * 3 + 35 * DAY) == []
    assert night(KEPT * 3 + 37 * DAY) == [Step.REMOVE]


def test_nothing_is_removed_while_a_warning_was_not_taken_by_the_mail_server(draft: Dataset) -> None:
    night(KEPT - 29 * DAY)
    night(KEPT - 6 * DAY)
    last = Delivery.objects.filter(event__type="deposit.expiring").latest("id")
    Delivery.objects.filter(pk=last.pk).update(done_at=None, held_at=timezone.now())
    assert night(KEPT + 9 * DAY) == []
    Delivery.objects.filter(pk=last.pk).update(done_at=timezone.now(), held_at=None)
    assert night(KEPT + 9 * DAY) == [Step.REMOVE]


def test_what_was_ever_submitted_or_is_public_is_never_touched(camille: Person) -> None:
    mona = make_moderator("mona")
    public, waiting, returned = published(camille, mona), make_submitted(camille), make_submitted(camille)
    take_back_dataset(dataset_key=returned.key, actor=camille)
    run_everything_due()
    beside = add_dataset(deposit_id=public.deposit_id, actor=camille) if public.deposit_id else None
    assert beside is not None
    for days in (0, 31, 40):
        assert len(night(KEPT + days * DAY)) == 1
    assert set(Dataset.objects.filter(is_removed=True)) == {beside}
    for dataset in (public, waiting, returned):
        before = dataset.draft
        dataset.refresh_from_db()
        assert dataset.draft == before
    deposit = Deposit.objects.get(datasets=public)
    assert deposit.grants.exists()


def test_a_dry_run_says_the_same_and_changes_nothing(draft: Dataset) -> None:
    Deposit.objects.update(modified=timezone.now() - KEPT * 2)
    Dataset.objects.update(modified=timezone.now() - KEPT * 2)
    events = LifecycleEvent.objects.count()
    for _ in range(2):
        said = json.loads(_said("clean_up", "--dry-run", "--json"))
        assert [(row["step"], row["datasets"]) for row in said["idle"]] == [("first warning", [draft.suffix])]
    assert LifecycleEvent.objects.count() == events
    assert "first warning" in _said("clean_up")
    assert LifecycleEvent.objects.count() == events + 1
    assert "first warning" not in _said("clean_up")


def test_no_months_keep_drafts_for_ever(draft: Dataset, settings: Any) -> None:
    settings.DRAFT_KEEP_MONTHS = 0
    assert night(KEPT * 9) == []


def _said(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()
