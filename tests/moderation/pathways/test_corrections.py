"""Centres that have a dataset are told when its description is corrected, once; what is forbidden now is shut."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from moderation.models import DataCentre
from moderation.services.handover_answers import integrate
from repository.models import Delivery, Grant, LifecycleEvent, Person, Role
from tests.driver import run_everything_due
from tests.factories import make_person
from tests.moderation.pathways.steps import bearer, end, handed_over, part_of, to
from tests.repository.public.stories import published_again

pytestmark = pytest.mark.django_db
DESK = "desk@seadata.example.org"


def told() -> list[dict[str, object]]:
    events = LifecycleEvent.objects.filter(type="handover.corrected").order_by("pk")
    return [dict(event.payload) for event in events]


def test_a_centre_is_told_what_changed_with_the_note_of_the_authors(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    integrate(handover_id=handover.pk, identifier="S-1")
    run_everything_due()
    end(handover)
    mailoutbox.clear()
    published_again(handover.dataset, alice, mona, note="The unit was wrong.", title={"en": "Oxygen in ml/l"})
    (letter,) = to(mailoutbox, DESK)
    assert "“Oxygen in ml/l” was corrected" in letter.subject
    assert "- Title" in letter.body
    assert "The unit was wrong." in letter.body
    part = part_of(letter)
    assert part["event"] == "handover.corrected"
    assert "authorization" not in part, "a token that opens nothing any more"
    handover.refresh_from_db()
    assert handover.state == "integrated"


def test_copies_of_the_message_tell_nothing_twice_and_each_correction_is_told(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    published_again(handover.dataset, alice, mona, title={"en": "Oxygen, corrected"})
    published_again(handover.dataset, alice, mona, title={"en": "Oxygen, corrected again"})
    assert [each["publication"] for each in told()] == [2, 3]
    Delivery.objects.filter(consumer__endswith="plan_handovers").update(done_at=None, due_at=timezone.now())
    run_everything_due()
    assert len(told()) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in to(mailoutbox, DESK)}) == 3


def test_who_is_handed_a_new_layer_is_not_told_of_its_description_too(
    alice: Person, mona: Person, seadata: DataCentre, sismer: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    files = {"more.csv": b"station\nB2\n"}
    published_again(handover.dataset, alice, mona, title={"en": "Oxygen, and more"}, files=files)
    assert told() == []
    assert len(to(mailoutbox, DESK)) == 2
    assert len(to(mailoutbox, sismer.mail)) == 2


def test_a_licence_that_forbids_it_now_shuts_the_access_and_says_so(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    carla = make_person("carla", language="fr")
    seadata.people.add(carla)
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    mailoutbox.clear()
    published_again(handover.dataset, alice, mona, forwarding=False)
    handover.refresh_from_db()
    assert handover.state == "blocked"
    (letter,), (lettre,) = to(mailoutbox, DESK), to(mailoutbox, carla.email)
    assert "Your access has ended" in letter.body
    assert "Votre accès est terminé" in lettre.body
    assert "authorization" not in part_of(letter)
    address = f"/datasets/{handover.dataset.suffix}/files/{handover.snapshot.number}/oxygen.csv"
    assert Client().get(address, **bearer(handover)).status_code == 403  # type: ignore[arg-type]
    assert not Grant.objects.filter(role=Role.DATA_CENTRE, until__gt=timezone.now()).exists()
    published_again(handover.dataset, alice, mona, forwarding=True)
    handover.refresh_from_db()
    assert handover.state == "offered", "and what may be passed on again is offered anew"


def test_a_centre_that_was_never_told_hears_of_no_correction(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata, licence={"spdx": "CC-BY-ND-4.0"})
    published_again(handover.dataset, alice, mona, title={"en": "Oxygen, corrected"})
    assert told() == []
    assert to(mailoutbox, DESK) == []
