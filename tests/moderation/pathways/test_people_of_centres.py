"""Who is named for a data centre fetches what it was handed; who is taken out of it fetches nothing any more."""

import pytest
from django.test import Client

from moderation.models import DataCentre, Handover
from moderation.services.centres import FIELDS, change_centre
from repository.models import Grant, Person
from tests.factories import make_person
from tests.moderation.pathways.steps import grant_of, handed_over

pytestmark = pytest.mark.django_db


def keep(olga: Person, centre: DataCentre, *people: Person) -> None:
    """The centre as it is, with these people."""
    fields = {name: getattr(centre, name) for name in FIELDS}
    change_centre(actor=olga, code=centre.code, fields={**fields, "people": [each.email for each in people]})


def fetches(person: Person, handover: Handover) -> bool:
    browser = Client()
    browser.force_login(person)
    file = f"/datasets/{handover.dataset.suffix}/files/{handover.snapshot.number}/oxygen.csv"
    return browser.get(file).status_code == 200


def test_who_is_taken_out_of_a_centre_fetches_nothing_by_it_any_more(
    alice: Person, mona: Person, olga: Person, seadata: DataCentre
) -> None:
    carla, carol = make_person("carla"), make_person("carol")
    keep(olga, seadata, carla, carol)
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    assert fetches(carla, handover)
    keep(olga, seadata, carol)
    assert not fetches(carla, handover)
    assert fetches(carol, handover)
    browser = Client()
    browser.force_login(carla)
    assert browser.get(f"/handovers/{handover.key}/").status_code == 404


def test_who_is_named_later_fetches_for_as_long_as_the_token_opens(
    alice: Person, mona: Person, olga: Person, seadata: DataCentre
) -> None:
    carla = make_person("carla")
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    assert not fetches(carla, handover)
    keep(olga, seadata, carla)
    assert fetches(carla, handover)
    assert Grant.objects.get(person=carla).until == grant_of(handover).until


def test_what_another_centre_of_theirs_was_handed_stays(
    alice: Person, mona: Person, olga: Person, seadata: DataCentre
) -> None:
    carla = make_person("carla")
    other = DataCentre.objects.create(code="other", name_en="O", name_fr="O", mail="o@example.org", themes=["ocean"])
    keep(olga, seadata, carla)
    keep(olga, other, carla)
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    keep(olga, seadata)
    assert fetches(carla, handover)
    keep(olga, other)
    assert not fetches(carla, handover)
