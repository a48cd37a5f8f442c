"""Remarks: about what, by whom, read by whom, and settled."""

import pytest

from moderation.models import Comment
from moderation.queries.review import latest_review
from moderation.queries.threads import Thread, threads_of
from moderation.services.comments import settle_comment, write_comment
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.services.submissions import take_back_dataset
from tests.factories import make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


def say(
    dataset: Dataset, person: Person, text: str = "Which batch?", path: str = "lineage", private: bool = False
) -> Comment:
    return write_comment(dataset_key=dataset.key, actor=person, text=text, path=path, private=private)


def threads(dataset: Dataset, *, as_moderator: bool = True) -> dict[str, Thread]:
    return {thread.path: thread for thread in threads_of(latest_review(dataset), with_private=as_moderator)}


def test_remarks_about_one_field_are_one_thread(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    say(dataset, cast.bob)
    say(dataset, cast.bob, path="title", text="Which year?")
    say(dataset, cast.alice, text="P165.")
    found = threads(dataset)
    assert [message.body for message in found["lineage"].messages] == ["Which batch?", "P165."]
    assert [message.role for message in found["lineage"].messages] == ["moderator", "depositor"]
    assert found["title"].about == "Title"


def test_whose_turn_it_is_follows_from_who_wrote_last(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    first = say(dataset, cast.bob)
    assert threads(dataset)["lineage"].state == "open"
    say(dataset, cast.alice, text="P165.")
    assert threads(dataset)["lineage"].state == "answered"
    settle_comment(comment_id=first.pk, actor=cast.bob)
    assert threads(dataset)["lineage"].state == "settled"
    say(dataset, cast.alice, text="No: P166.")
    assert threads(dataset)["lineage"].state == "answered"


def test_a_question_of_the_depositor_waits_for_the_moderators(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    say(dataset, cast.alice, text="May I add a file?", path="")
    assert threads(dataset)[""].state == "asked"
    say(dataset, cast.bob, text="You may.", path="")
    assert threads(dataset)[""].state == "answered"


def test_private_notes_are_kept_from_the_depositor(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    say(dataset, cast.bob, text="Ask the laboratory?", private=True)
    assert threads(dataset)["lineage"].state == "note"
    assert threads(dataset, as_moderator=False) == {}


@pytest.mark.parametrize("name", ["alice", "both"])
def test_an_author_writes_no_private_note_even_as_a_moderator(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    with pytest.raises(NotAllowed):
        say(dataset, getattr(cast, name), private=True)


def test_a_moderator_who_writes_the_deposit_speaks_as_a_depositor(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    assert not say(dataset, cast.both, text="P165.").by_moderator


@pytest.mark.parametrize("name", ["carl", "dora", "olga"])
def test_strangers_write_nothing(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(NotAllowed):
        say(dataset, getattr(cast, name))


@pytest.mark.parametrize("path", ["", "title", "access", "files", "files/oxygen.csv"])
def test_a_remark_is_about_the_whole_a_field_or_a_file(cast: Cast, path: str) -> None:
    dataset = under_review(cast.alice)
    assert say(dataset, cast.bob, path=path).path == path


@pytest.mark.parametrize("path", ["weather", "files/other.csv", "publication", "title/en"])
def test_a_remark_about_nothing_is_refused(cast: Cast, path: str) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(WrongState) as refused:
        say(dataset, cast.bob, path=path)
    assert refused.value.code == "no-such-place"


def test_an_empty_remark_is_refused(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(WrongState) as refused:
        say(dataset, cast.bob, text=" \n ")
    assert refused.value.code == "comment-empty"


def test_the_depositor_can_answer_while_changes_are_asked_for(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert say(dataset, cast.alice, text="Done.").pk


def test_nothing_is_written_before_a_review_opens_nor_after_it_closed(cast: Cast) -> None:
    dataset = make_submitted(cast.alice)
    with pytest.raises(WrongState, match="no open review"):
        say(dataset, cast.bob)
    run_room()
    say(dataset, cast.bob)
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    run_room()
    with pytest.raises(WrongState, match="no open review"):
        say(dataset, cast.alice)


def test_only_moderators_settle(cast: Cast) -> None:
    comment = say(under_review(cast.alice), cast.bob)
    for person in (cast.alice, cast.carl, cast.dora):
        with pytest.raises(NotAllowed):
            settle_comment(comment_id=comment.pk, actor=person)
    assert settle_comment(comment_id=comment.pk, actor=cast.bella) == 1
    comment.refresh_from_db()
    assert comment.settled_by == cast.bella
