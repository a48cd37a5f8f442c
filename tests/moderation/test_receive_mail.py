"""`manage.py receive_mail`: one mail from a pipe, and exit statuses that mail servers know."""

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from moderation.management.commands import receive_mail
from moderation.models import Comment
from moderation.replies.reading import MOST_BYTES
from moderation.replies.references import About, reply_address
from moderation.services.comments import write_comment
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast: Cast, settings: Any) -> str:
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"
    dataset = under_review(cast.alice)
    comment = write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    return reply_address(About.COMMENT, comment.pk, person=cast.alice.pk)


def run(monkeypatch: pytest.MonkeyPatch, raw: bytes, *arguments: str) -> str:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    out = io.StringIO()
    call_command("receive_mail", *arguments, stdout=out)
    return out.getvalue().strip()


def mail(to: str = "somebody@example.org", text: str = "P165.") -> bytes:
    return f"From: alice@example.org\nTo: {to}\nMessage-ID: <1@example.org>\n\n{text}\n".encode()


def status(monkeypatch: pytest.MonkeyPatch, raw: bytes, *arguments: str) -> int:
    with pytest.raises(CommandError) as failed:
        run(monkeypatch, raw, *arguments)
    return failed.value.returncode


def test_an_answer_is_taken_from_the_recipient_that_the_mail_server_names(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert run(monkeypatch, mail(), "--recipient", address) == "written"
    assert Comment.objects.get(by_mail=True).text == "P165."
    assert run(monkeypatch, mail(), "--recipient", address) == "duplicate"


def test_without_it_the_head_of_the_mail_is_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    told = json.loads(run(monkeypatch, mail(to=f"Varve <{address}>"), "--json"))
    assert told == {"outcome": "written", "comment": Comment.objects.get(by_mail=True).pk}


def test_the_recipient_of_the_mail_server_counts_more_than_the_head(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert status(monkeypatch, mail(to=address), "--recipient", "info@reply.example.org") == 67


def test_what_was_forged_is_done_with(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert run(monkeypatch, mail(), "--recipient", f"reply+{'a' * 40}@reply.example.org") == "forged"


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe"])
def test_what_is_no_mail_is_given_up(monkeypatch: pytest.MonkeyPatch, address: str, raw: bytes) -> None:
    assert status(monkeypatch, raw, "--recipient", address) == 65


def test_what_takes_too_long_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(receive_mail, "_SECONDS", 0.005)
    assert status(monkeypatch, mail(text="<a " * 5_000_000), "--recipient", address) == 65


def test_a_site_that_takes_no_answers_says_so(monkeypatch: pytest.MonkeyPatch, address: str, settings: Any) -> None:
    settings.MAIL_REPLY_DOMAIN = ""
    assert status(monkeypatch, mail(), "--recipient", address) == 67


def test_while_the_database_is_away_the_mail_server_keeps_it(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def away(*_question: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        assert status(monkeypatch, mail(), "--recipient", address) == 75


def test_a_mail_without_end_is_read_to_its_end_and_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    stream = io.BytesIO(mail() + b"x" * (MOST_BYTES + 3_000_000))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=stream))
    out = io.StringIO()
    call_command("receive_mail", "--recipient", address, stdout=out)
    assert out.getvalue().strip() == "reply-too-large"
    assert stream.read() == b""
