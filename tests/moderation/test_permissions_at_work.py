"""The addresses of the moderators' own work, asked for by everyone: the queue's table, many rows, proposals."""

import pytest
from django.test import Client

from moderation.models import QueueEntry
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db


def test_only_moderators_take_the_queue_as_a_table_and_each_their_own(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert client.get("/moderation/queue.csv").status_code == 302
    for person in (cast.dora, cast.alice, cast.olga):
        client.force_login(person)
        assert client.get("/moderation/queue.csv").status_code == 403
        assert client.post("/moderation/together/", {"act": "take", "key": str(dataset.key)}).status_code == 403
    for person, sees in ((cast.bob, True), (cast.carl, False)):
        client.force_login(person)
        assert (str(dataset.key) in client.get("/moderation/queue.csv").text) is sees


def test_a_moderator_of_another_discipline_changes_nothing_by_the_form_for_many(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.carl)
    for act in ("take", "raise", "release"):
        client.post("/moderation/together/", {"act": act, "key": str(dataset.key)})
    entry = QueueEntry.objects.get(dataset=dataset)
    assert (entry.assignee, entry.is_raised) == (None, False)


def test_nothing_is_taken_or_asked_by_following_a_link(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    for end in (f"{dataset.key}/assignment/", f"{dataset.key}/advice/", f"{dataset.key}/proposal/", "together/"):
        assert client.get(f"/moderation/{end}").status_code == 405, end


def test_a_proposal_is_the_moderators_own(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert dataset.submitted_version is not None
    said = {"sha256": dataset.submitted_version.sha256, "version": dataset.submitted_version.number}
    for person, status in ((cast.bob, 302), (cast.carl, 404), (cast.alice, 403), (cast.dora, 404)):
        client.force_login(person)
        assert client.post(f"/moderation/{dataset.key}/proposal/", said).status_code == status
    client.force_login(cast.bob)
    assert client.post(f"/moderation/{dataset.key}/proposal/", {"sha256": "x"}).status_code == 400
