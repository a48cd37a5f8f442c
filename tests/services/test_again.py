"""What is given again is what was made, down to rows, files and mails; whatever differs is made anew."""

from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings

from repository.models import Person
from tests.factories import make_moderator, make_person, make_public
from tests.services.again import begun_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]

_made = count(1)
_numbers: list[int] = []


@begun_once
def letter(to: Person, *, text: str = "Hello") -> int:
    """How often it was made so far; with a row, a file, a folder and a mail."""
    number = next(_made)
    Person.objects.filter(pk=to.pk).update(family_name=f"Number {number}")
    folder = Path(settings.STORAGE_URL.removeprefix("file://")) / "letters"
    (folder / "empty").mkdir(parents=True)
    (folder / "letter.txt").write_text(f"{text} {number}")
    mail.send_mail("A letter", text, None, [to.email])
    return number


@pytest.fixture
def alice() -> Person:
    return make_person("alice")


@pytest.mark.parametrize("time", range(2))
def test_rows_files_mails_and_the_person_that_was_named_are_as_they_were_made(
    alice: Person, tmp_path: Path, time: int
) -> None:
    number = letter(alice)
    _numbers.append(number)
    alice.refresh_from_db()
    assert (alice.family_name, number) == (f"Number {number}", _numbers[0])
    assert (tmp_path / "storage" / "letters" / "letter.txt").read_text() == f"Hello {number}"
    assert (tmp_path / "storage" / "letters" / "empty").is_dir()
    assert [message.to for message in mail.outbox] == [[alice.email]]
    (tmp_path / "storage" / "letters" / "letter.txt").write_text("overwritten")
    alice.delete()


def test_other_words_rows_files_or_settings_are_another_story(alice: Person, tmp_path: Path) -> None:
    known = letter(alice, text="Bonjour")
    with override_settings(SITE_NAME="Elsewhere"):
        assert _again(alice, tmp_path) != known
    make_person("bob")
    assert _again(alice, tmp_path) != known


def test_a_test_that_changes_code_makes_everything_itself(
    alice: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.services.test_again._made", count(1000))
    assert letter(alice) == 1000


def test_the_same_is_given_in_the_same_test_only_where_nothing_happened_since(alice: Person) -> None:
    mona = make_moderator("mona")
    assert make_public(alice, mona).pk != make_public(alice, mona).pk


def _again(alice: Person, tmp_path: Path) -> int:
    (tmp_path / "storage" / "letters" / "letter.txt").unlink()
    (tmp_path / "storage" / "letters" / "empty").rmdir()
    (tmp_path / "storage" / "letters").rmdir()
    return letter(alice, text="Bonjour")
