"""The conversation on the depositor's page: read, answered, without private notes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from lxml import html

from config.panels import PANELS
from moderation.models import Comment
from moderation.panels import thread
from moderation.services.comments import settle_comment, write_comment
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.services.corrections import begin_correction
from tests.factories import make_draft, make_submitted
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def panel_for(person: Person | AnonymousUser, dataset: Dataset) -> str | None:
    request = RequestFactory().get(f"/deposits/{dataset.deposit_id}/")
    request.user = person
    return thread(request, dataset)


def test_the_deposit_page_asks_for_the_conversation_by_name() -> None:
    assert "moderation.panels.thread" in PANELS["deposit-status"]


def test_the_conversation_is_followed_from_the_submission_on_though_the_checks_still_run(cast: Cast) -> None:
    assert panel_for(cast.alice, make_draft(cast.alice)) is None
    panel = panel_for(cast.alice, make_submitted(cast.alice)) or ""
    assert "data-talk=" in panel
    assert "Write to the moderators" not in panel


def test_a_question_that_nobody_answered_asks_nothing_any_more_once_it_is_decided(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    text = panel_for(cast.alice, dataset) or ""
    assert "Left unanswered" in text
    assert "Asked of you" not in text


def test_the_depositor_reads_questions_and_reasons_but_no_private_note(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Is it too old?", private=True)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="title", text="Nobody may read this.", private=True)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Name the batch.")
    text = panel_for(cast.alice, dataset) or ""
    assert "Which batch?" in text
    assert "Name the batch." in text
    assert "Asked of you" in text
    assert "Asked of the depositor" not in text
    for private in ("Is it too old?", "Nobody may read this.", "Moderators only", "Note for moderators only"):
        assert private not in text


@pytest.mark.parametrize("name", ["dora", "carl", "olga"])
def test_strangers_get_no_conversation(cast: Cast, name: str) -> None:
    dataset = under_review(cast.alice)
    assert panel_for(getattr(cast, name), dataset) is None
    assert panel_for(AnonymousUser(), dataset) is None


def test_an_answer_goes_back_to_the_page_it_came_from(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    asked = write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    text = panel_for(cast.alice, dataset) or ""
    back = f"/deposits/{dataset.deposit_id}/"
    address = f"/moderation/{dataset.key}/comments/?next=%2Fdeposits%2F{dataset.deposit_id}%2F&path=lineage"
    assert f'action="{address.replace("&", "&amp;")}"' in text
    client.force_login(cast.alice)
    response = client.post(address, {"body": "Batch P165."})
    assert response["Location"] == f"{back}#thread-{asked.pk}"
    written = Comment.objects.get(author=cast.alice)
    assert (written.path, written.text, written.by_moderator) == ("lineage", "Batch P165.", False)


def test_an_answer_never_leads_to_another_site(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.alice)
    address = f"/moderation/{dataset.key}/comments/"
    response = client.post(f"{address}?next=https://evil.example/", {"body": "Words"})
    assert response["Location"].startswith(f"/moderation/{dataset.key}/#")


def test_an_empty_answer_is_said_and_not_kept(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    response = client.post(f"/moderation/{dataset.key}/comments/", {"body": " "}, follow=True)
    assert "Write a few words first." in response.text
    assert not Comment.objects.exists()


def test_a_depositor_who_asks_for_privacy_is_refused(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.alice)
    response = client.post(f"/moderation/{dataset.key}/comments/", {"body": "Words", "private": "1"})
    assert response.status_code == 403


def test_a_closed_review_is_read_and_not_answered(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    answer(dataset, cast.bob, DatasetState.REJECTED, reason="Out of scope.")
    run_room()
    text = panel_for(cast.alice, dataset) or ""
    assert "Which batch?" in text
    assert "Out of scope." in text
    assert "<textarea" not in text


def test_the_earlier_conversation_stays_folded_beside_that_about_a_correction(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Keep this.", private=True)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Name the batch.")
    resubmit(dataset, cast.alice, lineage={"en": "Batch P165 of standard seawater was used for all casts."})
    answer(dataset, cast.bob, DatasetState.ACCEPTED, reason="")
    published(dataset)
    begin_correction(dataset_key=dataset.key, actor=cast.alice)
    resubmit(dataset, cast.alice, note="Mended.", title={"en": "Oxygen of the shelf, corrected, 2019-2026"})
    page = html.fromstring(panel_for(cast.alice, dataset) or "")
    (fold,) = page.xpath("//details[starts-with(@id, 'earlier-')]")
    assert fold.get("open") is None
    assert "Which batch?" in fold.text_content()
    assert "Name the batch." in fold.text_content()
    assert "Keep this." not in page.text_content()
    assert not fold.xpath(".//textarea")


def test_an_open_remark_is_read_under_its_field_with_the_way_to_answer(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    asked = write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Which batch?")
    write_comment(dataset_key=dataset.key, actor=cast.bob, path="lineage", text="Keep this.", private=True)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED, reason="Name the batch.")
    client.force_login(cast.alice)
    there = f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/description/"
    section = html.fromstring(client.get(there).text).xpath("//section[@id='section-lineage']")[0]
    assert "Which batch?" in section.text_content()
    assert "Keep this." not in section.text_content()
    assert section.xpath(f".//a[@href='/deposits/{dataset.deposit_id}/#thread-{asked.pk}']")
    settle_comment(comment_id=asked.pk, actor=cast.bob)
    assert "Which batch?" not in client.get(there).text
