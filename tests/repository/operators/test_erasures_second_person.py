"""Nobody is two operators: whom operators named lately does not confirm what goes for good."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from repository.errors import WrongState
from repository.models import Dataset, Erasure, Grant, Person
from repository.queries.erasures import plan_of
from repository.services.erasures import confirm_erasure, propose_erasure
from repository.services.grants import give_grant
from repository.services.people import make_operator as named_at_the_machine
from tests.factories import make_moderator, make_person, make_public

pytestmark = pytest.mark.django_db

WORDS = {"path": "oxygen.csv", "reason": "A court ordered it.", "reference": "TJ Brest, 26/01234"}
FILES = {"oxygen.csv": b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"}


@pytest.fixture
def erasure(alice: Person, oscar: Person) -> Erasure:
    """Proposed by Oscar, of a file of a public dataset."""
    public = make_public(alice, make_moderator("mona"), files=FILES)
    return propose_erasure(dataset_id=public.pk, actor=oscar, **WORDS)


def confirm(erasure: Erasure, actor: Person) -> None:
    seen = plan_of(Dataset.objects.get(pk=erasure.dataset_id), erasure.path).sha256
    confirm_erasure(erasure_id=erasure.pk, actor=actor, seen=seen)


def page_of(erasure: Erasure, actor: Person) -> str:
    browser = Client()
    browser.force_login(actor)
    return browser.get(f"/operations/erasures/{erasure.pk}/").content.decode()


@pytest.mark.parametrize("is_before", [True, False])
def test_whom_an_operator_named_lately_does_not_confirm(erasure: Erasure, oscar: Person, is_before: bool) -> None:
    other = make_person("other")
    grant = give_grant(actor=oscar, email=other.email, role="operator")
    if is_before:
        Grant.objects.filter(pk=grant.pk).update(created=erasure.proposed_at - timedelta(days=6))
    with pytest.raises(WrongState, match="operator of longer"):
        confirm(erasure, other)
    assert "operator of longer" in page_of(erasure, other)
    assert "Confirm the erasure" not in page_of(erasure, other)


def test_who_has_been_one_for_a_week_does(erasure: Erasure, oscar: Person) -> None:
    other = make_person("other")
    grant = give_grant(actor=oscar, email=other.email, role="operator")
    Grant.objects.filter(pk=grant.pk).update(created=timezone.now() - timedelta(days=8))
    assert "Confirm the erasure" in page_of(erasure, other)
    confirm(erasure, other)
    erasure.refresh_from_db()
    assert erasure.state == "confirmed"


def test_who_was_named_at_the_machine_does_at_once(erasure: Erasure) -> None:
    other = named_at_the_machine(email="other@example.org").person
    confirm(erasure, other)
    erasure.refresh_from_db()
    assert erasure.confirmed_by == other
