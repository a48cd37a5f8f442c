"""The decision panel: what was read is what is decided on; words are kept when something came first."""

import pytest
from django.test import Client

from moderation.models import Decision
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.queries.agreements import accept_in_force
from repository.services.deposits import write_draft
from repository.services.submissions import submit_dataset, take_back_dataset
from tests.factories import make_moderator
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, run_room, under_review

pytestmark = pytest.mark.django_db


def send(client: Client, read: Dataset, outcome: str, reason: str = "") -> tuple[int, str]:
    """Send the form of the page as it was read: with the version that ``read`` still names."""
    version = read.submitted_version
    assert version is not None
    said = {"outcome": outcome, "version": version.number, "sha256": version.sha256, "reason": reason}
    response = client.post(f"/moderation/{read.key}/decision/", said, follow=True)
    return response.status_code, response.text


@pytest.fixture
def dataset(cast: Cast, client: Client) -> Dataset:
    """A dataset under review; bob is signed in."""
    client.force_login(cast.bob)
    return under_review(cast.alice)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("accepted", "Accepted. The dataset is on its way to the public."),
        ("changes_requested", "The depositor is asked for changes."),
        ("rejected", "Rejected. The depositor is told why."),
    ],
)
def test_a_decision_is_taken_and_said(client: Client, dataset: Dataset, outcome: str, words: str) -> None:
    status, text = send(client, dataset, outcome, "Because.")
    assert status == 200
    assert words in text
    assert 'name="outcome"' not in text
    assert Decision.objects.get().outcome == outcome


def test_the_form_names_the_version_that_is_shown(client: Client, dataset: Dataset) -> None:
    text = client.get(f"/moderation/{dataset.key}/").text
    assert dataset.submitted_version is not None
    assert f'name="sha256" value="{dataset.submitted_version.sha256}"' in text
    assert f'name="version" value="{dataset.submitted_version.number}"' in text


def test_rejecting_asks_once_more_in_place_and_names_the_dataset(client: Client, dataset: Dataset) -> None:
    text = client.get(f"/moderation/{dataset.key}/").text
    fold = text[text.index("Other ways out") :]
    assert "Reject “Dissolved oxygen in the Gulf of Lion, 2019-2026”? This is final" in fold
    assert fold.index("<summary>Reject</summary>") < fold.index('value="rejected"')


def test_a_missing_reason_is_said_at_the_field(client: Client, dataset: Dataset) -> None:
    status, text = send(client, dataset, "changes_requested", "  ")
    assert status == 422
    assert 'aria-invalid="true"' in text
    assert "Say what is needed, and why." in text
    assert not Decision.objects.exists()


def test_a_stale_decision_shows_the_change_and_keeps_the_words(client: Client, cast: Cast, dataset: Dataset) -> None:
    client.get(f"/moderation/{dataset.key}/")
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    lineage = {"en": "SBE 9plus casts, processed to 1 dbar with the maker's software, version 8.00."}
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"lineage": lineage})
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    status, text = send(client, dataset, "rejected", "My long explanation.")
    assert status == 409
    assert "Alice Test changed the lineage while you were reading. Look at the change, then decide." in text
    assert "<del>7.26</del><ins>8.00</ins>" in text
    assert "My long explanation." in text
    assert not Decision.objects.exists()
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    assert f'value="{dataset.submitted_version.sha256}"' in text, "the next decision is on what is shown now"


def test_a_stale_decision_is_said_in_french(client: Client, cast: Cast, dataset: Dataset, french: None) -> None:
    client.cookies["django_language"] = "fr"
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    write_draft(dataset_key=dataset.key, actor=cast.alice, fields={"title": {"en": "Another title altogether"}})
    submit_dataset(dataset_key=dataset.key, actor=cast.alice, agreement=accept_in_force("en"))
    run_room()
    text = send(client, dataset, "accepted")[1]
    nbsp = "\N{NO-BREAK SPACE}"
    assert f"Alice Test a modifié «{nbsp}titre{nbsp}» pendant votre lecture." in text


def test_a_decision_after_another_one_says_whose(client: Client, cast: Cast, dataset: Dataset) -> None:
    read = Dataset.objects.get(pk=dataset.pk)
    answer(dataset, cast.bella, DatasetState.ACCEPTED)
    status, text = send(client, read, "rejected", "Too late.")
    assert status == 409
    assert "Bella Test accepted this while you were reading." in text
    assert Decision.objects.get().actor == cast.bella


@pytest.mark.parametrize("said", [{}, {"outcome": "published"}, {"outcome": "accepted", "sha256": "short"}])
def test_what_is_no_decision_is_a_bad_request(client: Client, dataset: Dataset, said: dict[str, str]) -> None:
    assert client.post(f"/moderation/{dataset.key}/decision/", said).status_code == 400
    assert not Decision.objects.exists()


def test_who_is_asked_for_an_opinion_only_is_told_who_decides_and_can_keep_the_checklist(
    client: Client, cast: Cast
) -> None:
    otto = make_moderator("otto", pole="atmosphere")
    fluxes = under_review(cast.alice, title={"en": "Air-sea fluxes of the Gulf of Lion"})
    client.force_login(otto)
    text = client.get(f"/moderation/{fluxes.key}/").text
    assert "Give the opinion of your discipline instead" in text
    assert "Accept and publish" not in text
    assert 'id="checklist-form"' in text
    assert "Ask somebody for advice" in text


def test_the_head_names_the_same_state_as_the_queue(client: Client, dataset: Dataset) -> None:
    text = client.get(f"/moderation/{dataset.key}/").text
    assert "Under review" in text.partition("review__head")[2].partition("review__grid")[0]
