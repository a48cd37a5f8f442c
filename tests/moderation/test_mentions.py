"""`@name` calls people: who is meant, who may be called by whom, and who is told."""

import pytest
from django.core.mail import EmailMessage
from hypothesis import given
from hypothesis import strategies as st

from moderation.mentions import find_called
from moderation.models import Comment, Mention
from moderation.queries.mentions import names_to_call
from moderation.queries.review import latest_review
from moderation.services.comments import write_comment
from repository.models import Dataset, Grant, Person, Role
from tests.moderation.conftest import Cast
from tests.moderation.room import run_room, under_review

PEOPLE = {1: ("Ngozi", "Okafor"), 2: ("Bob", "Marin"), 3: ("Bob", "Testé"), 4: ("Jean-Marc", "de La Tour")}


def called(text: str) -> list[tuple[int, str]]:
    return [(each.person, text[each.start : each.end]) for each in find_called(text, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ngozi?", [(1, "@Ngozi")]),
        ("see @ngozi okafor, please", [(1, "@ngozi okafor")]),
        ("(@NgoziOkafor)", [(1, "@NgoziOkafor")]),
        ("@okafor.ngozi", [(1, "@okafor.ngozi")]),
        ("@Bob Marin and @Bob Teste", [(2, "@Bob Marin"), (3, "@Bob Teste")]),
        ("@Marin and @TESTÉ", [(2, "@Marin"), (3, "@TESTÉ")]),
        ("@jean marc de la tour!", [(4, "@jean marc de la tour")]),
        ("@Bob", []),
        ("@Bobby @Ngozis", []),
        ("ngozi@okafor.example", []),
        ("@@Ngozi", []),
        ("@ Ngozi", []),
        ("@", []),
    ],
)
def test_a_name_is_found_however_it_is_written_and_never_guessed(text: str, found: list[tuple[int, str]]) -> None:
    assert called(text) == found


@given(
    st.text(st.sampled_from("@NgoziOkafor Bobé.\u0301\u2028ﬁ")),
    st.dictionaries(st.integers(1, 5), st.tuples(st.text(max_size=9), st.text(max_size=9))),
)
def test_places_lie_in_the_text_one_after_the_other(text: str, names: dict[int, tuple[str, str]]) -> None:
    end = 0
    for each in find_called(text, {**PEOPLE, **names}):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start] == "@"
        end = each.end


def say(dataset: Dataset, person: Person, text: str, private: bool = False) -> Comment:
    return write_comment(dataset_key=dataset.key, actor=person, text=text, private=private)


def told(mails: list[EmailMessage]) -> set[str]:
    return {address.partition("@")[0] for mail in mails for address in mail.to}


@pytest.mark.django_db
def test_who_is_called_is_told_on_either_side(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    say(dataset, cast.bob, "@Bella, does @Alice mean this?")
    run_room()
    assert told(mailoutbox) == {"alice", "bella"}
    assert all("You are called by name in it." in mail.body for mail in mailoutbox)
    by_reader = {mail.to[0].partition("@")[0]: mail.body for mail in mailoutbox}
    assert f"/moderation/{dataset.key}/" in by_reader["bella"]
    assert f"/deposits/{dataset.deposit_id}/" in by_reader["alice"]
    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_a_private_note_calls_moderators_only(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    say(dataset, cast.bob, "@Bella, I doubt @Alice Test.", private=True)
    run_room()
    assert told(mailoutbox) == {"bella"} | (told(mailoutbox) & {"both"})
    assert Mention.objects.filter(person=cast.alice).count() == 0


@pytest.mark.django_db
def test_a_depositor_learns_no_names_of_moderators_by_calling_them(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    review = latest_review(dataset)
    say(dataset, cast.bella, "A note.", private=True)
    assert names_to_call(review, cast.alice) == []
    say(dataset, cast.alice, "@Bella, @Bob, @Carl, @Dora!")
    assert not Mention.objects.exists()
    say(dataset, cast.bob, "Which batch?")
    assert names_to_call(review, cast.alice) == ["Bob Test"]


@pytest.mark.django_db
def test_moderators_call_each_other_the_authors_and_invited_reviewers(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    Grant.objects.create(person=cast.dora, role=Role.REVIEWER, dataset=dataset)
    review = latest_review(dataset)
    assert set(names_to_call(review, cast.bob)) == {"Alice Test", "Bella Test", "Both Test", "Dora Test"}


@pytest.mark.django_db
def test_who_may_no_longer_read_it_is_not_told(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    dataset = under_review(cast.alice)
    mailoutbox.clear()
    say(dataset, cast.bob, "@Bella?", private=True)
    Grant.objects.filter(person=cast.bella).delete()
    run_room()
    assert "bella" not in told(mailoutbox)
