"""Remarks that are not taken: of who is asked for advice, and such as no page can show."""

import pytest
from django.test import Client

from moderation.models import Comment
from moderation.queries.review import latest_review
from moderation.queries.threads import threads_of
from moderation.services import comments
from moderation.services.comments import write_comment
from moderation.services.decisions import decide
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Grant, Role
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db


def test_who_is_asked_for_advice_does_not_answer_for_the_depositor(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    Grant.objects.create(person=cast.dora, role=Role.REVIEWER, dataset=dataset)
    write_comment(dataset_key=dataset.key, actor=cast.bob, text="Which batch?", path="lineage")
    with pytest.raises(NotAllowed):
        write_comment(dataset_key=dataset.key, actor=cast.dora, text="P165, I think.", path="lineage")
    client.force_login(cast.dora)
    assert client.post(f"/moderation/{dataset.key}/comments/", {"body": "P165.", "path": "lineage"}).status_code == 403
    followed = client.get(f"/moderation/{dataset.key}/live/").text
    assert "Which batch?" in followed, "they read along"
    assert "<textarea" not in followed + client.get(f"/deposits/{dataset.deposit_id}/").text
    (thread,) = threads_of(latest_review(dataset), with_private=False)
    assert thread.state == "open"


def test_a_remark_and_a_reason_that_no_page_can_show_are_refused_with_the_words_kept(
    client: Client, cast: Cast
) -> None:
    dataset = under_review(cast.alice)
    version = dataset.submitted_version
    assert version is not None
    long = "ocean " * (comments.LONGEST // 5)
    client.force_login(cast.bob)
    reply = client.post(f"/moderation/{dataset.key}/comments/", {"body": long})
    assert reply.status_code == 409
    assert "too long for a remark" in reply.text
    assert long.strip() in reply.text
    assert not Comment.objects.exists()
    with pytest.raises(WrongState) as refused:
        decide(
            dataset_key=dataset.key, actor=cast.bob, outcome=DatasetState.REJECTED, sha256=version.sha256, reason=long
        )
    assert refused.value.code == "reason-too-long"
