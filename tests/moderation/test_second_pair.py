"""Two pairs of eyes, where a discipline wants them: one moderator proposes to accept, another one confirms."""

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moderation.models import AcceptanceProposal
from moderation.services.second_pair import propose_acceptance
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person
from repository.services.files import attach_upload
from tests.factories import make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def careful(cast: Cast) -> Dataset:
    """A dataset of a discipline that wants two."""
    disciplines = apps.all_models["moderation"].get("discipline")
    if disciplines is None:
        pytest.skip("disciplines have no settings of their own")
    disciplines._default_manager.create(pole=make_pole("ocean"), needs_second_pair=True)
    return under_review(cast.alice)


def propose(dataset: Dataset, person: Person) -> AcceptanceProposal:
    dataset.refresh_from_db()
    assert dataset.submitted_version is not None
    sha256 = dataset.submitted_version.sha256
    return propose_acceptance(dataset_key=dataset.key, actor=person, sha256=sha256, reason="Sound.")


def refused(dataset: Dataset, person: Person) -> str:
    with pytest.raises(WrongState) as told:
        answer(dataset, person, DatasetState.ACCEPTED)
    return told.value.code


def test_one_moderator_proposes_and_only_another_one_accepts(cast: Cast, careful: Dataset) -> None:
    assert refused(careful, cast.bob) == "second-pair-missing"
    mail.outbox.clear()
    propose(careful, cast.bob)
    propose(careful, cast.bob)
    run_room()
    assert sorted(message.to[0] for message in mail.outbox) == ["bella@example.org", "both@example.org"]
    assert refused(careful, cast.bob) == "second-pair-missing"
    answer(careful, cast.bella, DatasetState.ACCEPTED)
    assert careful.state == "accepted"


def test_asking_for_changes_needs_one_and_a_new_version_a_new_proposal(cast: Cast, careful: Dataset) -> None:
    propose(careful, cast.bob)
    answer(careful, cast.bella, DatasetState.CHANGES_REQUESTED)
    resubmit(careful, cast.alice, lineage={"en": "Calibrated against Winkler titrations of bottles."})
    assert refused(careful, cast.bella) == "second-pair-missing"


def test_a_proposal_is_about_what_was_read_and_made_by_who_may_decide(cast: Cast, careful: Dataset) -> None:
    with pytest.raises(StaleRecord):
        propose_acceptance(dataset_key=careful.key, actor=cast.bob, sha256="0" * 64)
    for person in (cast.alice, cast.carl, cast.dora):
        with pytest.raises(NotAllowed):
            propose(careful, person)
    assert not AcceptanceProposal.objects.exists()


def test_where_one_pair_is_enough_there_is_nothing_to_propose(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    with pytest.raises(WrongState) as told:
        propose(dataset, cast.bob)
    assert told.value.code == "second-pair-not-asked"
    client.force_login(cast.bob)
    assert "Two pairs of eyes" not in client.get(f"/moderation/{dataset.key}/").text


def test_the_page_proposes_and_says_who_did(client: Client, cast: Cast, careful: Dataset) -> None:
    assert careful.submitted_version is not None
    client.force_login(cast.bob)
    url = f"/moderation/{careful.key}/"
    assert "Two pairs of eyes" in client.get(url).text
    version = careful.submitted_version
    client.post(f"{url}proposal/", {"sha256": version.sha256, "version": version.number, "reason": "Sound."})
    assert "Another moderator has to confirm it." in client.get(url).text
    client.force_login(cast.bella)
    assert "Accepting it confirms the proposal." in client.get(url).text


def test_a_version_that_changed_only_in_its_files_is_not_proposed_unread(cast: Cast, careful: Dataset) -> None:
    read = careful.submitted_version
    assert read is not None
    answer(careful, cast.bella, DatasetState.CHANGES_REQUESTED)
    attach_upload(
        dataset_key=careful.key,
        actor=cast.alice,
        upload=SimpleUploadedFile("more.csv", b"station\nB2\n"),
        path="more.csv",
    )
    resubmit(careful, cast.alice)
    now = careful.submitted_version
    assert now is not None
    assert (now.sha256 == read.sha256, now.number == read.number) == (True, False)
    with pytest.raises(StaleRecord):
        propose_acceptance(dataset_key=careful.key, actor=cast.bob, sha256=read.sha256, version=read.number)
    propose_acceptance(dataset_key=careful.key, actor=cast.bob, sha256=now.sha256, version=now.number)
