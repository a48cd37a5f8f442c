"""The urgent lane in forms: declared by a depositor with the DOI and the private link at hand, seen by moderators."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from moderation.models import Urgency
from repository.models import Dataset, Grant, Role
from repository.services.reviewer_links import make_link
from tests.factories import make_draft
from tests.moderation.conftest import Cast
from tests.moderation.room import published, run_room, under_review

pytestmark = pytest.mark.django_db


def typed(**changes: str) -> dict[str, str]:
    """What somebody types."""
    day = timezone.now().astimezone(UTC).date() + timedelta(days=9)
    return {"journal": "Ocean Science", "manuscript": "os-2026-41R", "wanted_by": day.isoformat(), **changes}


def hurry(client: Client, cast: Cast, dataset: Dataset) -> None:
    """Declare it as its author does."""
    client.force_login(cast.alice)
    answer = client.post(f"/moderation/{dataset.key}/urgency/", typed())
    assert answer["Location"] == f"/deposits/{dataset.deposit_id}/"
    assert "It is in the urgent lane." in client.get(answer["Location"]).text


def test_the_depositor_finds_the_way_where_the_deposit_stands_and_where_it_is_submitted(
    client: Client, cast: Cast
) -> None:
    draft = make_draft(cast.alice)
    client.force_login(cast.alice)
    for address in (f"/deposits/{draft.deposit_id}/", f"/deposits/{draft.deposit_id}/datasets/{draft.key}/review/"):
        assert f'href="/moderation/{draft.key}/urgency/"' in client.get(address).text, address


def test_the_doi_and_the_private_link_are_shown_at_once(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assert dataset.deposit_id
    Dataset.objects.filter(pk=dataset.pk).update(reserved_at=timezone.now())
    client.force_login(cast.alice)
    page = client.get(f"/moderation/{dataset.key}/urgency/").text
    assert dataset.doi in page
    assert "write it in the paper now" in page
    assert f"/deposits/{dataset.deposit_id}/links/new/" in page or "Make a private link" in page
    make_link(actor=cast.alice, deposit_id=dataset.deposit_id, label="Ocean Science")
    hurry(client, cast, dataset)
    status = client.get(f"/deposits/{dataset.deposit_id}/").text
    for words in ("A paper waits for it", "os-2026-41R", dataset.doi, "/review/open/"):
        assert words in status


def test_a_doi_that_is_not_reserved_yet_is_not_for_the_paper(client: Client, cast: Cast) -> None:
    dataset = make_draft(cast.alice)
    client.force_login(cast.alice)
    assert "It is being reserved." in client.get(f"/moderation/{dataset.key}/urgency/").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"journal": ""}, "This field is required."),
        ({"manuscript": "x" * 101}, "at most 100 characters"),
        ({"journal": "Ocean\x07Science"}, "cannot be printed"),
        ({"wanted_by": "soon"}, "Enter a valid date."),
        ({"wanted_by": "2020-01-01"}, "This day has passed."),
        ({"wanted_by": "2999-01-01"}, "is not urgent"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_the_rest_is_kept(
    client: Client, cast: Cast, changes: dict[str, str], said: str
) -> None:
    dataset = make_draft(cast.alice)
    client.force_login(cast.alice)
    answer = client.post(f"/moderation/{dataset.key}/urgency/", typed(**changes))
    assert answer.status_code == 422
    errors = html.fromstring(answer.text).xpath("//*[@class='err']")
    assert [said in each.text_content() for each in errors] == [True]
    assert not Urgency.objects.exists()
    kept = "os-2026-41R" if "manuscript" not in changes else "Ocean Science"
    assert kept in answer.text


def test_names_of_journals_are_text_and_nothing_else(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.alice)
    client.post(f"/moderation/{dataset.key}/urgency/", typed(journal="<script>alert(1)</script>"))
    client.force_login(cast.bob)
    page = client.get(f"/moderation/{dataset.key}/").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_moderator_sees_it_beside_the_record_lowers_it_and_puts_it_back(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    hurry(client, cast, dataset)
    room = f"/moderation/{dataset.key}/"
    client.force_login(cast.bob)
    assert "os-2026-41R" in client.get(room).text
    client.post(f"{room}urgency/lower/", {"why": " "})
    assert "Say why it is not urgent" in client.get(room).text
    client.post(f"{room}urgency/lower/", {"why": "No such manuscript."})
    page = client.get(room).text
    assert "Bob Test took it out of the urgent lane" in page
    assert f'action="{room}urgency/raise/"' in page
    client.force_login(cast.alice)
    status = client.get(f"/deposits/{dataset.deposit_id}/").text
    assert "No such manuscript." in status
    assert "Ask for the urgent lane" not in status
    answer = client.get(f"{room}urgency/", follow=True)
    assert "Write to them in the conversation" in answer.text
    client.force_login(cast.bella)
    client.post(f"{room}urgency/raise/")
    assert Urgency.objects.get().is_live


def test_nobody_but_authors_and_moderators_learns_of_it(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    hurry(client, cast, dataset)
    Grant.objects.create(person=cast.dora, role=Role.READER, deposit=dataset.deposit)
    Grant.objects.create(person=cast.carl, role=Role.REVIEWER, dataset=dataset)
    for person in (cast.dora, cast.carl):
        client.force_login(person)
        text = client.get(f"/deposits/{dataset.deposit_id}/").text
        assert "Dissolved oxygen" in text
        for words in ("os-2026-41R", "Ocean Science", "rgent lane"):
            assert words not in text, person
        assert client.get(f"/moderation/{dataset.key}/urgency/").status_code == 403


def test_what_is_decided_has_no_lane_any_more(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    hurry(client, cast, dataset)
    client.force_login(cast.bob)
    version = dataset.submitted_version
    assert version is not None
    decided = {"outcome": "accepted", "version": version.number, "sha256": version.sha256}
    client.post(f"/moderation/{dataset.key}/decision/", decided)
    run_room()
    published(dataset)
    client.force_login(cast.alice)
    assert "A paper waits for it" not in client.get(f"/deposits/{dataset.deposit_id}/").text
    answer = client.post(f"/moderation/{dataset.key}/urgency/", typed(), follow=True)
    assert "Nothing is left to hurry" in answer.text
    assert not Urgency.objects.get().is_live


def test_an_author_leaves_the_lane(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    hurry(client, cast, dataset)
    client.post(f"/moderation/{dataset.key}/urgency/end/")
    assert not Urgency.objects.get().is_live
    assert "Ask for the urgent lane" in client.get(f"/deposits/{dataset.deposit_id}/").text
