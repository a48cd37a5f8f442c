"""What is asked of a depositor stands first on the page of the deposit, and the story below it tells the rest."""

import pytest
from django.test import Client
from lxml import html

from moderation.models import Comment
from moderation.queries.asked import asked_of_authors
from moderation.services.comments import settle_comment, write_comment
from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Role
from repository.queries.timeline import timeline_of
from tests.factories import make_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, under_review

pytestmark = pytest.mark.django_db


def kinds(dataset: Dataset) -> list[str]:
    dataset.refresh_from_db()
    return [ask.kind for ask in asked_of_authors(dataset)]


def test_a_request_and_each_open_question_are_asked_until_they_are_answered(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert kinds(make_draft(cast.alice)) == []
    assert kinds(dataset) == []
    for path in ("lineage", "title"):
        write_comment(dataset_key=dataset.key, actor=cast.bob, path=path, text="Which?")
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="keywords", text="Among us.", private=True)
    assert kinds(dataset) == ["question", "question"]
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    assert kinds(dataset) == ["changes", "question", "question"]
    write_comment(dataset_key=dataset.key, actor=cast.alice, path="lineage", text="P165.")
    settle_comment(comment_id=Comment.objects.get(path="title").pk, actor=cast.bob)
    assert kinds(dataset) == ["changes"]
    resubmit(dataset, cast.alice, lineage={"en": "Calibrated in the laboratory with batch P165."})
    assert kinds(dataset) == []


def test_the_page_lists_it_before_all_else_with_the_way_to_each_answer(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    asked = write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, "Name the batch.")
    client.force_login(cast.alice)
    page = html.fromstring(client.get(f"/deposits/{dataset.deposit_id}/").text)
    links = page.xpath("//h3[normalize-space()='What is asked of you']/following-sibling::ul[1]//a")
    assert [link.get("href") for link in links] == [
        f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/review/",
        f"/deposits/{dataset.deposit_id}/#thread-{asked.pk}",
    ]
    assert page.xpath(f"//*[@id='thread-{asked.pk}']")
    headings = [" ".join(each.text_content().split()) for each in page.xpath("//main//h3")]
    assert headings[0] == "What is asked of you"


def test_who_only_reads_is_asked_nothing(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    Grant.objects.create(person=cast.dora, role=Role.READER, deposit=dataset.deposit)
    client.force_login(cast.dora)
    text = client.get(f"/deposits/{dataset.deposit_id}/").text
    for words in ("What is asked of you", "remark", "Lineage"):
        assert words not in text


def test_the_story_tells_checks_remarks_and_decisions_but_no_private_note(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    for path in ("lineage", "", "files/oxygen.csv"):
        write_comment(dataset_key=dataset.key, actor=cast.bob, path=path, text="Which?")
    write_comment(dataset_key=dataset.key, actor=cast.bella, path="title", text="Among us.", private=True)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    told = [(each.kind, each.words, each.details) for each in timeline_of([dataset], for_parties=True)]
    assert told[-3][:2] == ("review.opened", "Checked, and with the moderators")
    assert told[-3][2][0].endswith((" finding", " findings"))
    assert told[-2] == ("comment.written", "3 remarks", ("Lineage", "The whole dataset", "oxygen.csv"))
    assert told[-1][:2] == ("dataset.changes_requested", "Changes requested")
    others = [each.kind for each in timeline_of([dataset])]
    assert "comment.written" not in others
    assert "dataset.changes_requested" in others
