"""Who accompanies a dataset: taken, given, released, one or many at a time; whoever is given one is told."""

import pytest
from django.core import mail
from django.test import Client

from moderation.models import QueueEntry, Review
from moderation.services.assignment import act_on_many, assign_review
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from repository.services.submissions import take_back_dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db


def assignee(dataset: Dataset) -> Person | None:
    review = Review.objects.get(dataset=dataset)
    entry = QueueEntry.objects.get(dataset=dataset)
    assert review.assignee_id == entry.assignee_id, "the queue says the same"
    return review.assignee


def test_a_moderator_takes_a_dataset_gives_it_on_and_a_colleague_releases_it(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    mail.outbox.clear()
    assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bob)
    assert assignee(dataset) == cast.bob
    run_room()
    assert mail.outbox == [], "nobody is told of what they did themselves"
    assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bella)
    run_room()
    assert [message.to for message in mail.outbox] == [["bella@example.org"]]
    assert f"/moderation/{dataset.key}/" in mail.outbox[0].body
    assign_review(dataset_key=dataset.key, actor=cast.bella, assignee=None)
    assert assignee(dataset) is None
    assert LifecycleEvent.objects.filter(type="review.released", dataset=dataset).count() == 1


def test_giving_it_to_who_has_it_says_nothing_twice(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    for _time in range(2):
        assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bella)
    assert LifecycleEvent.objects.filter(type="review.assigned").count() == 1


def test_nobody_gives_it_to_who_may_not_decide_on_it(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    cast.join(dataset.deposit_id)
    for person in (cast.carl, cast.dora, cast.alice, cast.olga, cast.both):
        with pytest.raises(WrongState) as refused:
            assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=person)
        assert refused.value.code == "not-a-moderator"
    for person in (cast.carl, cast.dora, cast.alice, cast.both):
        with pytest.raises(NotAllowed):
            assign_review(dataset_key=dataset.key, actor=person, assignee=cast.bob)
    assert assignee(dataset) is None


def test_it_stays_with_its_moderator_from_round_to_round_and_ends_with_the_review(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bob)
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    resubmit(dataset, cast.alice, lineage={"en": "Calibrated against Winkler titrations of bottles."})
    assert assignee(dataset) == cast.bob
    take_back_dataset(dataset_key=dataset.key, actor=cast.alice)
    run_room()
    with pytest.raises(WrongState) as refused:
        assign_review(dataset_key=dataset.key, actor=cast.bob, assignee=cast.bella)
    assert refused.value.code == "review-closed"


def test_of_many_those_that_may_be_given_are_and_the_others_are_told_once(cast: Cast) -> None:
    mine = [under_review(cast.alice) for _each in range(2)]
    foreign = under_review(cast.alice, poles=["climate"])
    done = act_on_many(keys=[each.key for each in (*mine, foreign)], actor=cast.bob, assignee=cast.bob)
    assert (done.count, done.refused) == (2, 1)
    assert done.reasons == ("One of these is not in your queue any more.",)
    assert [assignee(each) for each in (*mine, foreign)] == [cast.bob, cast.bob, None]


def test_the_queue_s_form_takes_raises_and_gives_the_chosen_rows(client: Client, cast: Cast) -> None:
    first, second = under_review(cast.alice), under_review(cast.alice)
    client.force_login(cast.bob)
    said = {"act": "take", "key": [str(first.key), str(second.key)], "next": "/moderation/?whose=mine"}
    reply = client.post("/moderation/together/", said, follow=True)
    assert reply.redirect_chain[-1][0] == "/moderation/?whose=mine"
    assert "2 datasets changed." in reply.text
    client.post("/moderation/together/", {"act": "raise", "key": [str(second.key)]})
    assert QueueEntry.objects.get(dataset=second).is_raised
    client.post("/moderation/together/", {"act": "give", "key": [str(first.key)], "assignee": cast.bella.pk})
    assert assignee(first) == cast.bella
    assert "Choose one dataset at least." in client.post("/moderation/together/", {"act": "take"}, follow=True).text


@pytest.mark.parametrize(
    "said",
    [
        {"act": "steal", "key": "x"},
        {"act": "take", "key": "not-a-key"},
        {"act": "give", "key": "00000000-0000-0000-0000-000000000000", "assignee": "0"},
        {"act": "give", "key": "00000000-0000-0000-0000-000000000000", "assignee": "999999"},
        {"act": "take", "key": [f"00000000-0000-0000-0000-{number:012d}" for number in range(201)]},
    ],
)
def test_a_form_that_is_none_changes_nothing(client: Client, cast: Cast, said: dict[str, str]) -> None:
    client.force_login(cast.bob)
    assert client.post("/moderation/together/", said).status_code == 400


def test_the_page_of_a_review_takes_gives_and_releases(client: Client, cast: Cast) -> None:
    dataset = under_review(cast.alice)
    client.force_login(cast.bob)
    url = f"/moderation/{dataset.key}/assignment/"
    assert client.post(url, {"act": "take"})["Location"] == f"/moderation/{dataset.key}/#stands-title"
    assert "Accompanied by <b>Bob Test</b>" in client.get(f"/moderation/{dataset.key}/").text
    client.post(url, {"act": "give", "assignee": cast.bella.pk})
    assert assignee(dataset) == cast.bella
    client.post(url, {"act": "release"})
    assert assignee(dataset) is None
    for person, status in ((cast.carl, 404), (cast.alice, 403), (cast.dora, 404)):
        client.force_login(person)
        assert client.post(url, {"act": "take"}).status_code == status
