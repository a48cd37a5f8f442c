"""Lists for scientific councils: what a discipline published in a period, what members say, as a table too."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from moderation.models import CouncilVote
from moderation.services.council import vote
from repository.errors import NotAllowed, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(cast: Cast) -> Dataset:
    """A public dataset of alice, in the ocean."""
    dataset = under_review(cast.alice, title={"en": "Salt of the earth"})
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    return published(dataset)


def test_members_say_once_each_what_is_worth_promoting_and_change_their_mind(
    client: Client, cast: Cast, public: Dataset
) -> None:
    client.force_login(cast.bob)
    page = client.get("/moderation/council/?pole=ocean").text
    assert "Salt of the earth" in page
    url = f"/moderation/council/{public.key}/"
    here = "/moderation/council/?pole=ocean"
    assert client.post(url, {"pole": "ocean", "worth": "perhaps", "next": here})["Location"].startswith(here)
    client.post(url, {"pole": "ocean", "worth": "yes", "note": "=A long series"})
    assert [(each.person, each.worth) for each in CouncilVote.objects.all()] == [(cast.bob, "yes")]
    assert "worth promoting" in client.get(here).text
    lines = list(csv.DictReader(StringIO(client.get(f"{here}&format=csv").content.decode("utf-8-sig"))))
    assert [(line["doi"], line["worth"], line["note"]) for line in lines] == [(public.doi, "yes", "'=A long series")]


def test_the_period_holds_both_its_days(client: Client, cast: Cast, public: Dataset) -> None:
    Dataset.objects.filter(pk=public.pk).update(first_published=date(2026, 3, 5))
    client.force_login(cast.bob)
    for query, shown in (
        ("from=2026-03-05&to=2026-03-05", True),
        ("from=2026-03-06", False),
        ("to=2026-03-04", False),
        ("from=yesterday&to=2026-13-45", True),
    ):
        text = client.get(f"/moderation/council/?pole=ocean&{query}").text
        assert ("Salt of the earth" in text) is shown, query


def test_a_council_speaks_of_its_own_discipline_and_nobody_of_their_own_dataset(cast: Cast, public: Dataset) -> None:
    cast.join(public.deposit_id)
    for person, pole in ((cast.carl, "ocean"), (cast.bob, "climate"), (cast.alice, "ocean"), (cast.both, "ocean")):
        with pytest.raises(NotAllowed):
            vote(dataset_key=public.key, pole_code=pole, person=person, worth="yes")
    assert not CouncilVote.objects.exists()


def test_nobody_speaks_of_what_is_not_public(client: Client, cast: Cast) -> None:
    waiting = under_review(cast.alice)
    with pytest.raises(WrongState) as refused:
        vote(dataset_key=waiting.key, pole_code="ocean", person=cast.bob, worth="yes")
    assert refused.value.code == "not-public"
    client.force_login(cast.bob)
    assert str(waiting.key) not in client.get("/moderation/council/").text
    assert client.post(f"/moderation/council/{waiting.key}/", {"pole": "ocean", "worth": "yes"}).status_code == 404


def test_the_list_is_closed_to_who_sits_in_no_council(client: Client, cast: Cast, public: Dataset) -> None:
    assert client.get("/moderation/council/").status_code == 302
    for person in (cast.dora, cast.alice, cast.olga):
        client.force_login(person)
        assert client.get("/moderation/council/").status_code == 403
        said = {"pole": "ocean", "worth": "yes"}
        assert client.post(f"/moderation/council/{public.key}/", said).status_code == 403
    client.force_login(cast.bob)
    assert client.post(f"/moderation/council/{public.key}/", {"pole": "ocean", "worth": "best"}).status_code == 400


def test_who_wrote_a_dataset_does_not_read_what_the_council_says_of_it(
    client: Client, cast: Cast, public: Dataset
) -> None:
    vote(dataset_key=public.key, pole_code="ocean", person=cast.bella, worth="no", note="Nothing new in it.")
    for person, reads in ((cast.bob, True), (cast.both, True)):
        client.force_login(person)
        assert ("Nothing new in it." in client.get("/moderation/council/?pole=ocean").text) is reads
    cast.join(public.deposit_id)
    for query in ("pole=ocean", "pole=ocean&format=csv"):
        page = client.get(f"/moderation/council/?{query}").content.decode()
        assert "Salt of the earth" in page
        assert "Nothing new in it." not in page, "a co-author who moderates the discipline"
