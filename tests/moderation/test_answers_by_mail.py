"""Answers by mail: one remark each, from the person the address was made for, and a word to nobody else."""

from datetime import date, timedelta
from email.message import EmailMessage as Letter
from typing import Any

import pytest
from django.core.mail import EmailMessage

from moderation.models import Comment, ReceivedMail
from moderation.replies import references
from moderation.replies.reading import read_mail
from moderation.replies.references import About, reply_address
from moderation.services import attachments, replies
from moderation.services.comments import write_comment
from moderation.services.replies import take_reply
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, LifecycleEvent, Person
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _takes_answers(settings: Any) -> None:
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"


@pytest.fixture
def dataset(cast: Cast) -> Dataset:
    return under_review(cast.alice)


@pytest.fixture
def asked(cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]) -> str:
    """The reply address of the mail that alice got about bob's question."""
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    run_room()
    (mail,) = mailoutbox
    (address,) = mail.reply_to
    mailoutbox.clear()
    return str(address)


def send(
    to: str, text: str = "Batch P165.", *, sender: str = "Alice <Alice@Example.org>", key: str = "1", **files: bytes
) -> str:
    """What becomes of a mail."""
    letter = Letter()
    letter["From"], letter["To"], letter["Message-ID"] = sender, to, f"<{key}@example.org>"
    letter.set_content(text)
    for name, content in files.items():
        letter.add_attachment(content, maintype="text", subtype="plain", filename=f"{name}.txt")
    return take_reply(read_mail(letter.as_bytes())).outcome


def refusals() -> list[str]:
    return [event.payload["code"] for event in LifecycleEvent.objects.filter(type="reply.refused")]


def test_an_answer_becomes_a_remark_in_the_thread(cast: Cast, asked: str, mailoutbox: list[EmailMessage]) -> None:
    assert send(asked, "Batch P165.\n\nOn Monday, Varve wrote:\n> Which batch?\n", batches=b"P165") == "written"
    comment = Comment.objects.get(by_mail=True)
    assert (comment.author, comment.path, comment.text) == (cast.alice, "lineage", "Batch P165.")
    assert (comment.by_moderator, comment.private, comment.files.get().name) == (False, False, "batches.txt")
    run_room()
    assert [mail.to for mail in mailoutbox] == [["bob@example.org"]]
    assert "Attached file: batches.txt" in mailoutbox[0].body


def test_the_answer_is_answered_in_turn(cast: Cast, asked: str, mailoutbox: list[EmailMessage]) -> None:
    send(asked)
    run_room()
    (address,) = mailoutbox[0].reply_to
    assert send(str(address), "Thank you.", sender="bob@example.org") == "written"
    assert [each.text for each in Comment.objects.all()] == ["Which batch?", "Batch P165.", "Thank you."]


def test_mails_say_how_to_answer_them(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?")
    run_room()
    assert "##- Write your answer above this line -##" in mailoutbox[0].body.split("\n")[0]
    settings.MAIL_REPLY_DOMAIN = ""
    mailoutbox.clear()
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which cruise?")
    run_room()
    assert mailoutbox[0].reply_to == []
    assert "answer this mail" not in mailoutbox[0].body


def test_a_request_for_changes_can_be_answered_and_other_decisions_cannot(
    cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]
) -> None:
    mailoutbox.clear()
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Name the batch.")
    run_room()
    assert send(str(mailoutbox[0].reply_to[0]), "P165, is that enough?") == "written"
    assert Comment.objects.get().path == ""
    other = under_review(cast.alice)
    mailoutbox.clear()
    answer(other, cast.bob, DatasetState.REJECTED, reason="Elsewhere.")
    run_room()
    assert mailoutbox[0].reply_to == []


def test_a_copy_changes_nothing(asked: str) -> None:
    assert [send(asked) for _ in range(3)] == ["written", "duplicate", "duplicate"]
    assert Comment.objects.filter(by_mail=True).count() == 1
    assert send(asked, key="2") == "written"


def test_another_sender_is_refused_and_the_account_is_told(asked: str, mailoutbox: list[EmailMessage]) -> None:
    assert send(asked, sender="mallory@evil.example") == "reply-other-address"
    assert send(asked, sender="alice@example.org, mallory@evil.example", key="2") == "reply-other-address"
    assert not Comment.objects.filter(by_mail=True).exists()
    run_room()
    assert {address for mail in mailoutbox for address in mail.to} == {"alice@example.org"}
    assert "was not taken" in mailoutbox[0].subject
    assert mailoutbox[0].reply_to == []


@pytest.mark.parametrize("change", ["letter", "person", "none", "closed"])
def test_a_forged_address_is_dropped_without_a_word(
    cast: Cast, asked: str, change: str, mailoutbox: list[EmailMessage]
) -> None:
    if change == "closed":
        Person.objects.filter(pk=cast.alice.pk).update(is_active=False)
    local = asked.partition("@")[0]
    forged = {
        "letter": f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@reply.example.org",
        "person": reply_address(About.COMMENT, 10**9, person=cast.alice.pk),
        "none": f"reply+{'a' * 40}@reply.example.org",
        "closed": asked,
    }[change]
    assert send(forged) == "forged"
    run_room()
    assert (mailoutbox, refusals(), ReceivedMail.objects.count()) == ([], [], 0)


def test_programs_are_not_answered(asked: str) -> None:
    for head in ("Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"):
        raw = f"From: alice@example.org\nTo: {asked}\n{head}\n\nI am at sea.\n"
        assert take_reply(read_mail(raw.encode())).outcome == "automatic"
    assert send(asked, sender="Varve <noreply@varve.localhost>") == "automatic"
    assert refusals() == []


def test_an_old_address_an_empty_mail_and_an_ended_review_are_told(
    cast: Cast, dataset: Dataset, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(asked, "> Which batch?\n") == "reply-empty"
    with monkeypatch.context() as later:
        later.setattr(references, "GOOD_FOR", timedelta(days=-1))
        old = reply_address(About.COMMENT, Comment.objects.get().pk, person=cast.alice.pk)
    assert send(old, key="2") == "reply-expired"
    dataset.reviews.update(closed_at=date(2026, 11, 1).isoformat() + "T00:00Z")
    assert send(asked, key="3") == "review-closed"
    assert refusals() == ["reply-empty", "reply-expired", "review-closed"]


def test_who_has_left_the_deposit_writes_nothing(cast: Cast, asked: str) -> None:
    Grant.objects.filter(person=cast.alice).delete()
    assert send(asked) == "reply-not-allowed"
    assert refusals() == ["reply-not-allowed"]


def test_files_that_are_too_much_are_left_out_and_told(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "FILE_MOST", 3)
    assert send(asked, small=b"1", large=b"12345") == "reply-files-left-out"
    assert [file.name for file in Comment.objects.get(by_mail=True).files.all()] == ["small.txt"]
    monkeypatch.setattr(attachments, "REVIEW_MOST", 1)
    assert send(asked, key="2", small=b"1") == "reply-files-left-out"
    assert Comment.objects.filter(by_mail=True).count() == 2


def test_the_words_stay_where_their_file_has_gone(cast: Cast, dataset: Dataset, mailoutbox: list[EmailMessage]) -> None:
    mailoutbox.clear()
    comment = write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="files/oxygen.csv")
    Comment.objects.filter(pk=comment.pk).update(path="files/gone.csv")
    run_room()
    assert send(str(mailoutbox[0].reply_to[0])) == "written"
    assert Comment.objects.get(by_mail=True).path == ""


def test_nobody_is_told_more_than_five_times_a_day_nor_writes_without_end(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        send(asked, sender="mallory@evil.example", key=str(number))
    assert len(refusals()) == 5
    monkeypatch.setattr(replies, "TAKEN_A_DAY", 8)
    assert send(asked, key="more") == "too-many-replies"
    assert len(refusals()) == 5
