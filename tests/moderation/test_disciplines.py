"""An operator says how a discipline reviews, and names its scientific advisers, who see nothing by that alone."""

import pytest
from django.core import mail
from django.test import Client

from moderation.checklists import Point
from moderation.models import Discipline
from moderation.services.checklists import write_checklist
from moderation.services.disciplines import change_discipline
from repository.access import Action, can, can_moderate
from repository.errors import NotAllowed
from repository.models import Grant, LifecycleEvent, Pole, Role
from repository.services.grants import give_grant
from tests.driver import run_everything_due
from tests.moderation.conftest import Cast
from tests.moderation.room import under_review

pytestmark = pytest.mark.django_db

HABITS = {"target_days": 3, "needs_second_pair": True, "corrections_need_review": False}


def test_the_page_of_a_discipline_shows_and_changes_how_it_reviews(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    page = client.get("/operations/disciplines/ocean/").text
    assert "How it reviews" in page
    assert "bob@example.org" in page
    said = {"target_days": "3", "needs_second_pair": "on"}
    page = client.post("/moderation/disciplines/ocean/", said, follow=True).text
    assert "is kept." in page
    kept = Discipline.objects.get(pole__code="ocean")
    assert {name: getattr(kept, name) for name in HABITS} == HABITS
    assert LifecycleEvent.objects.get(type="discipline.changed").payload["code"] == "ocean"
    assert client.post("/moderation/disciplines/moon/", said).status_code == 404


@pytest.mark.parametrize("target", ["0", "251", "", "soon", "-1", "9" * 400])
def test_a_target_that_is_none_changes_nothing(client: Client, cast: Cast, target: str) -> None:
    client.force_login(cast.olga)
    page = client.post("/moderation/disciplines/ocean/", {"target_days": target}, follow=True).text
    assert "The target is a whole number of working days" in page
    assert not Discipline.objects.exists()


def test_the_same_again_changes_nothing_and_moderators_do_not_change_it(cast: Cast) -> None:
    change_discipline(actor=cast.olga, code="ocean", fields=HABITS)
    change_discipline(actor=cast.olga, code="ocean", fields=HABITS)
    assert LifecycleEvent.objects.filter(type="discipline.changed").count() == 1
    with pytest.raises(NotAllowed):
        change_discipline(actor=cast.bob, code="ocean", fields=HABITS)
    with pytest.raises(Pole.DoesNotExist):
        change_discipline(actor=cast.olga, code="moon", fields=HABITS)


def test_an_adviser_is_named_for_one_discipline_is_told_and_sees_nothing(client: Client, cast: Cast) -> None:
    give_grant(actor=cast.olga, email=cast.dora.email, role=Role.ADVISER, pole="ocean")
    run_everything_due()
    assert "You are a scientific adviser of" in mail.outbox[-1].subject
    dataset = under_review(cast.alice)
    assert not can_moderate(cast.dora)
    assert not any(can(cast.dora, action, dataset) for action in (Action.READ, Action.REVIEW, Action.DECIDE))
    client.force_login(cast.dora)
    assert client.get("/moderation/").status_code == 403
    assert client.get(f"/moderation/{dataset.key}/").status_code == 404
    client.force_login(cast.olga)
    assert "dora@example.org" in client.get("/operations/disciplines/ocean/").text


def test_an_adviser_without_a_discipline_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    answer = client.post("/operations/people/", {"email": cast.dora.email, "role": "adviser"})
    assert answer.status_code == 422
    assert "An adviser is named for one discipline." in answer.text
    with pytest.raises(ValueError, match="adviser"):
        give_grant(actor=cast.olga, email=cast.dora.email, role=Role.ADVISER)
    assert not Grant.objects.filter(person=cast.dora).exists()


def test_the_page_of_a_discipline_leads_to_its_checklist(client: Client, cast: Cast) -> None:
    client.force_login(cast.olga)
    page = client.get("/operations/disciplines/ocean/").text
    assert 'href="/moderation/checklists/of/ocean/"' in page
    assert "none of its own: that of the site holds" in page
    point = Point(key="", english="Is it calibrated?", french="Est-ce étalonné ?")
    write_checklist(actor=cast.olga, pole=Pole.objects.get(code="ocean"), points=[point], seen=0)
    assert "1 point to look at" in client.get("/operations/disciplines/ocean/").text
