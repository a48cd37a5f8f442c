"""Authors who do not answer are reminded three times at most, then the moderators are told, then nobody is."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from moderation.models import Comment, Decision
from moderation.services.comments import write_comment
from moderation.services.reminders import Step, remind_authors
from repository.lifecycle import DatasetState
from repository.models import Dataset, Deposit, Grant, LifecycleEvent
from repository.services.deposits import write_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    """A dataset of alice's that bob asked for changes in, with one question."""
    dataset = under_review(cast.alice)
    Grant.objects.filter(person=cast.both).delete()
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, "Name the batch.")
    run_room()
    return dataset


def go_back(days: float) -> None:
    """Let all that happened have happened earlier."""
    for model in (LifecycleEvent, Decision, Comment):
        model.objects.update(at=F("at") - timedelta(days=days))
    for changed in (Dataset, Deposit):
        changed.objects.update(modified=F("modified") - timedelta(days=days))


def days_pass(mailoutbox: list[EmailMessage], days: float) -> list[str]:
    """Each morning of so many days; who got a mail, in order."""
    mailoutbox.clear()
    go_back(days)
    remind_authors()
    remind_authors()
    run_room()
    return [mail.to[0].partition("@")[0] for mail in mailoutbox]


def test_three_reminders_go_out_then_the_moderators_are_told_then_it_is_quiet(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    assert days_pass(mailoutbox, 13.9) == []
    assert days_pass(mailoutbox, 0.2) == ["alice"]
    text = mailoutbox[0].body
    for words in ("Bob Test asked for changes", "Name the batch.", "- Answer the question about: Lineage", "1 of 3"):
        assert words in text
    assert f"/deposits/{dataset.deposit_id}/" in text
    assert days_pass(mailoutbox, 13) == []
    assert days_pass(mailoutbox, 2) == ["alice"]
    assert days_pass(mailoutbox, 15) == ["alice"]
    assert "reminder 3 of 3" in mailoutbox[0].body
    assert days_pass(mailoutbox, 15) == ["bob", "bella"]
    assert "reminded 3 times in vain" in mailoutbox[0].body
    assert days_pass(mailoutbox, 400) == []
    kinds = LifecycleEvent.objects.filter(dataset=dataset, type__startswith="review.").values_list("type", flat=True)
    assert [*kinds.order_by("pk")] == ["review.opened", *["review.reminded"] * 3, "review.unanswered"]


def test_whoever_writes_or_works_on_it_is_not_reminded(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    go_back(13)
    write_comment(dataset_key=dataset.key, actor=cast.alice, path="lineage", text="I am asking the laboratory.")
    assert days_pass(mailoutbox, 3) == ["bob"]  # the remark alone
    go_back(8)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"quality": {"en": "Calibrated."}})
    assert days_pass(mailoutbox, 13) == []
    assert days_pass(mailoutbox, 2) == ["alice"]


def test_an_answer_that_comes_first_makes_the_reminder_void(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    go_back(15)
    assert [due.step for due in remind_authors()] == [Step.REMIND]
    mailoutbox.clear()
    resubmit(dataset, cast.alice, lineage={"en": "Calibrated in the laboratory with batch P165."})
    assert {mail.to[0] for mail in mailoutbox} == {"bob@example.org", "bella@example.org"}
    assert remind_authors() == []


def test_each_request_has_its_own_three(cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(4):
        days_pass(mailoutbox, 15)
    resubmit(dataset, cast.alice, lineage={"en": "Calibrated in the laboratory with batch P165."})
    answer(dataset, cast.bella, DatasetState.CHANGES_REQUESTED, "And the month.")
    run_room()
    assert days_pass(mailoutbox, 15) == ["alice"]
    assert "reminder 1 of 3" in mailoutbox[0].body


def test_nobody_is_reminded_where_the_operator_wishes_it(settings: Any, dataset: Dataset) -> None:
    settings.REMIND_AFTER_DAYS = 0
    go_back(400)
    assert remind_authors() == []


def test_the_command_says_what_it_would_do_and_does_it(dataset: Dataset) -> None:
    go_back(15)
    said = StringIO()
    call_command("remind_authors", "--dry-run", stdout=said)
    assert f"{dataset.suffix}: reminder (1)" in said.getvalue()
    assert not LifecycleEvent.objects.filter(type="review.reminded").exists()
    said = StringIO()
    call_command("remind_authors", "--json", stdout=said)
    assert said.getvalue().strip() == f'[{{"dataset": "{dataset.suffix}", "step": "reminder", "number": 1}}]'
    assert LifecycleEvent.objects.filter(type="review.reminded", at__gte=timezone.now() - timedelta(hours=1)).exists()
