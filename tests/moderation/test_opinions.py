"""Each discipline gives its own opinion on the version that it read; an acceptance hears those that are required."""

from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from moderation.models import Opinion
from moderation.services.opinions import ask_opinion, give_opinion, waive_opinion
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent, Person
from tests.factories import make_moderator, make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, resubmit, run_room, under_review

pytestmark = pytest.mark.django_db

FLUXES = {"title": {"en": "Air-sea fluxes of the Gulf of Lion"}}
TOMOGRAPHY = {"title": {"en": "Seismic tomography of the Alps"}, "poles": ["solid-earth"]}


@pytest.fixture
def otto() -> Person:
    """Moderates the atmosphere."""
    return make_moderator("otto", pole="atmosphere")


def asked(dataset: Dataset) -> Opinion:
    return Opinion.objects.get(record_version=dataset.submitted_version)


def test_an_acceptance_waits_for_a_required_opinion_and_a_request_for_changes_does_not(
    cast: Cast, otto: Person
) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    with pytest.raises(WrongState) as refused:
        answer(dataset, cast.bob, DatasetState.ACCEPTED)
    assert refused.value.code == "opinion-missing"
    assert "Atmosphere" in refused.value.sentence
    give_opinion(opinion_id=asked(dataset).pk, actor=otto, view="unfavourable", reason="The bulk formula is old.")
    answer(dataset, cast.bob, DatasetState.ACCEPTED)


def test_why_an_opinion_is_not_waited_for_is_kept_and_opens_the_way(cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    with pytest.raises(WrongState):
        waive_opinion(opinion_id=asked(dataset).pk, actor=cast.bob, reason="  ")
    with pytest.raises(NotAllowed):
        waive_opinion(opinion_id=asked(dataset).pk, actor=otto, reason="I have no time.")
    waive_opinion(opinion_id=asked(dataset).pk, actor=cast.bob, reason="Otto is at sea until May.")
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    kept = Opinion.objects.get(review__dataset=dataset)
    assert (kept.waived_by, kept.waived_reason) == (cast.bob, "Otto is at sea until May.")
    assert LifecycleEvent.objects.get(type="opinion.waived").actor == cast.bob


def test_an_opinion_is_given_once_by_its_own_discipline_with_a_reason(cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    number = asked(dataset).pk
    for actor in (cast.bob, cast.carl, cast.alice, cast.dora):
        with pytest.raises(NotAllowed):
            give_opinion(opinion_id=number, actor=actor, view="favourable", reason="Fine.")
    with pytest.raises(WrongState):
        give_opinion(opinion_id=number, actor=otto, view="favourable", reason="")
    with pytest.raises(ValueError, match="perhaps"):
        give_opinion(opinion_id=number, actor=otto, view="perhaps", reason="Fine.")
    give_opinion(opinion_id=number, actor=otto, view="favourable", reason="Fine.")
    with pytest.raises(WrongState) as refused:
        give_opinion(opinion_id=number, actor=otto, view="unfavourable", reason="Not so fine.")
    assert refused.value.code == "opinion-given"


def test_an_opinion_on_a_version_that_was_replaced_is_refused_and_asked_anew(cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    old = asked(dataset)
    give_opinion(opinion_id=old.pk, actor=otto, view="changes", reason="Name the bulk formula.")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    dataset = resubmit(dataset, cast.alice, lineage={"en": "COARE 3.5."})
    assert not asked(dataset).is_given
    with pytest.raises(StaleRecord):
        give_opinion(opinion_id=old.pk, actor=otto, view="favourable", reason="Fine now.")
    with pytest.raises(WrongState):
        answer(dataset, cast.bob, DatasetState.ACCEPTED)


def test_the_advice_of_a_group_is_passed_on_by_the_discipline_that_wants_it(cast: Cast) -> None:
    terra = make_moderator("terra", pole="solid-earth")
    dataset = under_review(cast.alice, **TOMOGRAPHY)
    wanted = asked(dataset)
    assert (wanted.group, wanted.pole, wanted.required) == ("ces", "solid-earth", True)
    with pytest.raises(WrongState) as refused:
        answer(dataset, terra, DatasetState.ACCEPTED)
    assert "the expert group on tomography (CES)" in refused.value.sentence
    give_opinion(opinion_id=wanted.pk, actor=terra, view="favourable", reason="The CES met on 3 May and agrees.")
    answer(dataset, terra, DatasetState.ACCEPTED)


def test_a_moderator_asks_another_discipline_by_hand_and_again_with_the_next_round(cast: Cast) -> None:
    dataset = under_review(cast.alice)
    ask_opinion(dataset_key=dataset.key, actor=cast.bob, pole="climate", why="Is the trend real?", required=True)
    dataset.refresh_from_db()
    assert dataset.poles == ["ocean", "climate"]
    for pole in ("climate", "ocean"):
        with pytest.raises(WrongState) as refused:
            ask_opinion(dataset_key=dataset.key, actor=cast.bob, pole=pole, why="Once more?")
        assert refused.value.code == "opinion-asked"
    give_opinion(opinion_id=asked(dataset).pk, actor=cast.carl, view="changes", reason="Say since when.")
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    dataset = resubmit(dataset, cast.alice, lineage={"en": "Since 1994."})
    assert dataset.poles == ["ocean", "climate"]
    again = asked(dataset)
    assert (again.asked_by, again.required, again.is_given) == (cast.bob, True, False)


def test_who_does_not_decide_asks_nobody_and_a_closed_review_takes_no_opinion(cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    number = asked(dataset).pk
    with pytest.raises(NotAllowed):
        ask_opinion(dataset_key=dataset.key, actor=otto, pole="climate", why="Is it?")
    answer(dataset, cast.bob, DatasetState.REJECTED)
    with pytest.raises(WrongState) as refused:
        give_opinion(opinion_id=number, actor=otto, view="favourable", reason="Fine.")
    assert refused.value.code == "review-closed"


def test_the_asked_discipline_gets_one_mail_that_says_why_and_the_others_theirs(cast: Cast, otto: Person) -> None:
    otto.language = "fr"
    otto.save()
    under_review(cast.alice, **FLUXES)
    to_otto = [each for each in mail.outbox if each.to == [otto.email]]
    assert len(to_otto) == 1
    assert "son avis est requis" in to_otto[0].body
    assert not any("opinion" in each.subject for each in mail.outbox if each.to == [cast.bob.email])
    assert any(each.to == [cast.bob.email] for each in mail.outbox)


def test_the_moderators_who_follow_are_told_of_an_opinion_and_the_depositor_is_not(cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    mail.outbox.clear()
    give_opinion(opinion_id=asked(dataset).pk, actor=otto, view="favourable", reason="Fine by us.")
    run_room()
    told = {address for each in mail.outbox for address in each.to}
    assert cast.bob.email in told
    assert not told & {cast.alice.email, otto.email, cast.carl.email}


def post(client: Client, key: UUID, end: str, **said: str) -> str:
    """The page after a form, which says what came of it."""
    return client.post(f"/moderation/{key}/opinions/{end}", said, follow=True).text


def test_the_page_has_the_forms_of_who_may_use_them(client: Client, cast: Cast, otto: Person) -> None:
    dataset = under_review(cast.alice, **FLUXES)
    number = asked(dataset).pk
    client.force_login(cast.bob)
    page = client.get(f"/moderation/{dataset.key}/").text
    assert "Go on without it" in page
    assert "Ask another discipline" in page
    assert "Keep the opinion" not in page
    make_pole("biodiversity")
    assert "The discipline is asked." in post(client, dataset.key, "", pole="biodiversity", why="Any fish?")
    assert client.post(f"/moderation/{dataset.key}/opinions/", {"pole": "moon", "why": "Why?"}).status_code == 404
    client.force_login(otto)
    assert "Go on without it" not in client.get(f"/moderation/{dataset.key}/").text
    assert "Choose what the opinion is." in post(client, dataset.key, f"{number}/", view="maybe", reason="Hm.")
    assert "The opinion is kept" in post(client, dataset.key, f"{number}/", view="changes", reason="<b>Units</b>\x00")
    page = client.get(f"/moderation/{dataset.key}/").text
    assert "&lt;b&gt;Units&lt;/b&gt;" in page


def test_an_opinion_of_another_dataset_is_not_reached_through_this_one(
    client: Client, cast: Cast, otto: Person
) -> None:
    there, here = under_review(cast.alice, **FLUXES), under_review(cast.alice, **FLUXES)
    client.force_login(otto)
    said = {"view": "favourable", "reason": "Fine."}
    assert client.post(f"/moderation/{here.key}/opinions/{asked(there).pk}/", said).status_code == 404
    assert not asked(there).is_given
