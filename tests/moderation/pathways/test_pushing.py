"""Packages brought into the store of a data centre: asked and answered by events, whole, verified, and tried again."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from pytest_django import Settings

from archive.queries import package_folder
from moderation.models import DataCentre
from moderation.services.handovers import renew_handover
from repository.models import Delivery, LifecycleEvent, Person
from repository.services.deliveries import MAX_ATTEMPTS
from tests.archive.copies import damage
from tests.driver import run_everything_due
from tests.factories import make_operator
from tests.moderation.pathways.steps import handed_over, part_of, to

pytestmark = pytest.mark.django_db
DESK = "bureau@sismer.example.org"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.usefixtures("french")
def test_the_whole_package_lies_in_the_store_before_the_centre_is_told(
    alice: Person, mona: Person, sismer: DataCentre, archive: Path, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, sismer)
    assert handover.state == "offered"
    there, here = archive / "sismer" / handover.dataset.suffix, package_folder(handover.dataset)
    pushed = LifecycleEvent.objects.get(type="handover.pushed")
    assert pushed.payload["store"] == "sismer"
    assert pushed.payload["files"] == len(names(there))
    for name in names(there):
        assert (there / name).read_bytes() == (here / name).read_bytes()
    (letter,) = to(mailoutbox, DESK)
    assert "Le paquet de" in letter.body
    assert part_of(letter)["layer"]["files"] == 1
    assert pushed.pk < LifecycleEvent.objects.get(type="handover.offered").pk


def test_a_question_that_comes_twice_is_answered_once(
    alice: Person, mona: Person, sismer: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, sismer)
    rows = Delivery.objects.filter(consumer__in=["archive.consumers.push_handover"])
    rows.update(done_at=None, due_at=timezone.now(), lease_token=None)
    run_everything_due()
    handover.refresh_from_db()
    assert (handover.state, handover.issue) == ("offered", 1)
    assert LifecycleEvent.objects.filter(type="handover.offered").count() == 1
    assert len(to(mailoutbox, DESK)) == 1


def test_a_store_that_is_not_named_is_told_to_the_operators_and_tried_again_by_them(
    alice: Person, mona: Person, sismer: DataCentre, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    olga = make_operator("olga")
    stores, settings.CENTRE_STORES = settings.CENTRE_STORES, {}
    handover = handed_over(alice, mona, sismer)
    assert handover.state == "failed"
    assert "CENTRE_STORES" in handover.note
    assert not Delivery.objects.filter(held_at__isnull=False).exists()
    assert to(mailoutbox, DESK) == []
    (letter,) = to(mailoutbox, olga.email)
    assert "did not reach the store of Marine centre" in letter.subject
    settings.CENTRE_STORES = stores
    renew_handover(actor=olga, handover_id=handover.pk)
    run_everything_due()
    handover.refresh_from_db()
    assert (handover.state, handover.note) == ("offered", "")


def test_a_store_that_is_away_is_asked_again_and_given_up_at_last(
    alice: Person, mona: Person, olga: Person, sismer: DataCentre, archive: Path
) -> None:
    (archive / "sismer").write_text("no folder")
    handover = handed_over(alice, mona, sismer)
    row = Delivery.objects.get(consumer="archive.consumers.push_handover")
    if row.done_at is None:
        assert handover.state == "pushing"
        for _ in range(MAX_ATTEMPTS):
            Delivery.objects.filter(pk=row.pk).update(due_at=timezone.now())
            run_everything_due()
    handover.refresh_from_db()
    assert handover.state == "failed"
    assert not Delivery.objects.filter(held_at__isnull=False).exists()


def test_other_bytes_in_the_store_are_never_overwritten(
    alice: Person, mona: Person, olga: Person, sismer: DataCentre, archive: Path
) -> None:
    handover = handed_over(alice, mona, sismer)
    there = archive / "sismer" / handover.dataset.suffix
    file = next(path for path in there.iterdir() if ".csv-" in path.name)
    damage(file)
    wrong = file.read_bytes()
    Delivery.objects.filter(consumer="archive.consumers.push_handover").update(done_at=None, due_at=timezone.now())
    run_everything_due()
    assert file.read_bytes() == wrong
    assert LifecycleEvent.objects.get(type="handover.failed").payload["code"] == "replica-damaged"
    handover.refresh_from_db()
    assert handover.state == "offered", "a late failure takes nothing back that was offered"
