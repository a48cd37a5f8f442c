"""The whole story in forms alone: submitted, asked, answered, submitted again, accepted, public."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from moderation.models import Review
from repository.queries.agreements import accept_in_force
from repository.services.deposits import write_draft
from repository.services.submissions import submit_dataset
from tests.driver import run_until_held_or_done
from tests.factories import make_draft
from tests.moderation.conftest import Cast

pytestmark = pytest.mark.django_db


def test_a_dataset_is_asked_about_answered_and_published(
    client: Client, cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    dataset = make_draft(cast.alice, lineage={"en": "SBE 9plus casts, calibrated in the laboratory of the institute."})
    room = f"/moderation/{dataset.key}/"
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    assert run_until_held_or_done() == []

    client.force_login(cast.bob)
    assert room in client.get("/moderation/").text
    client.post(f"{room}comments/", {"path": "lineage", "body": "Which batch of standard seawater?"})
    _decide(client, room, "changes_requested", "Name the batch in the lineage.")
    assert run_until_held_or_done() == []
    assert [mail.to for mail in mailoutbox][-2:] == [["alice@example.org"], ["alice@example.org"]]

    client.force_login(cast.alice)
    client.post(f"{room}comments/?path=lineage&next=/deposits/", {"body": "P165, added."})
    lineage = {"en": "SBE 9plus casts, calibrated in the laboratory of the institute with batch P165."}
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"lineage": lineage})
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, note="Batch named.", agreement=accept_in_force("en"))
    assert run_until_held_or_done() == []

    client.force_login(cast.bob)
    text = client.get(room).text
    assert "<ins>with batch P165</ins>" in text
    assert "P165, added." in text
    assert Review.objects.get(dataset=dataset).round == 2
    _decide(client, room, "accepted")
    assert run_until_held_or_done() == []

    dataset.refresh_from_db()
    assert (dataset.state, dataset.standing) == ("published", "public")
    assert "P165" in client.get(f"/datasets/{dataset.suffix}/").text
    assert "Nothing waits for you." in client.get("/moderation/").text
    assert room in client.get("/moderation/public/").text
    subjects = [mail.subject for mail in mailoutbox if mail.to == ["alice@example.org"]]
    assert any("is accepted" in subject for subject in subjects)
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == len(mailoutbox)


def _decide(client: Client, room: str, outcome: str, reason: str = "") -> None:
    """Press the button of the page as it stands."""
    text = client.get(room).text
    said = {name: text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("version", "sha256")}
    assert client.post(f"{room}decision/", {**said, "outcome": outcome, "reason": reason}).status_code == 302
