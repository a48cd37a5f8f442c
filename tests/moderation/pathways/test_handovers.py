"""What follows from a publication: who is told, what is opened, what waits and what is blocked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from moderation.models import DataCentre, Handover
from moderation.queries.handovers import token_of_handover
from repository.models import Dataset, Delivery, LifecycleEvent, Person, RecordVersion
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.deliveries import run_delivery
from repository.services.deposits import write_draft
from repository.services.embargoes import end_embargoes
from repository.services.submissions import submit_dataset
from tests.driver import run_everything_due
from tests.factories import accept, make_public
from tests.moderation.pathways.steps import bearer, end, grant_of, handed_over, part_of, the_handover, to

pytestmark = pytest.mark.django_db
DESK = "desk@seadata.example.org"


def file_of(handover: Handover) -> str:
    return f"/datasets/{handover.dataset.suffix}/files/{handover.snapshot.number}/oxygen.csv"


def test_the_centre_concerned_is_told_once_with_a_part_for_programs(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    assert handover.state == "offered"
    (letter,) = to(mailoutbox, DESK)
    told = part_of(letter)
    assert told["authorization"] == f"Bearer {token_of_handover(handover)}"
    assert told["dataset"]["doi"] == handover.dataset.doi
    assert "marine chemistry" in told["why"]["en"]
    assert "chimie marine" in told["why"]["fr"]
    assert f"/handovers/{handover.key}/" in letter.body
    assert told["layer"]["files"] == 1


def test_the_provider_is_told_whom_the_data_went_to(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handed_over(alice, mona, seadata)
    said = [mail for mail in to(mailoutbox, alice.email) if "Sea Data" in mail.subject]
    assert [mail.subject.partition(": ")[2].endswith("was handed over to Sea Data") for mail in said] == [True]
    assert "lets the files be passed on" in said[0].body


def test_a_centre_of_another_theme_or_at_rest_hears_nothing(alice: Person, mona: Person, seadata: DataCentre) -> None:
    DataCentre.objects.filter(pk=seadata.pk).update(themes=["seismology"])
    DataCentre.objects.create(
        code="rest", name_en="R", name_fr="R", mail="r@example.org", themes=["ocean"], is_active=False
    )
    make_public(alice, mona)
    assert not Handover.objects.exists()


def test_messages_that_come_twice_or_late_plan_nothing_twice(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata)
    plans = Delivery.objects.filter(consumer__endswith="plan_handovers")
    tells = Delivery.objects.filter(consumer__endswith="tell_centre")
    for row in [*plans, *tells]:
        assert run_delivery(delivery_id=row.pk) is False
        Delivery.objects.filter(pk=row.pk).update(done_at=None, due_at=timezone.now())
    run_everything_due()
    assert Handover.objects.count() == 1
    assert LifecycleEvent.objects.filter(type="handover.offered").count() == 1
    ids = {mail.extra_headers["Message-ID"] for mail in to(mailoutbox, DESK)}
    assert len(ids) == 1, "a letter that is sent twice is known as the same"
    handover.refresh_from_db()
    assert handover.issue == 1


def test_the_token_opens_the_files_of_this_dataset_and_of_no_other(
    alice: Person, mona: Person, seadata: DataCentre
) -> None:
    handover = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    other = handed_over(alice, mona, seadata, access="restricted", forwarding=True)
    browser = Client()
    assert browser.get(file_of(handover)).status_code == 403
    assert b"".join(browser.get(file_of(handover), **bearer(handover))).startswith(b"station")  # type: ignore[arg-type]
    assert browser.get(file_of(other), **bearer(handover)).status_code == 403  # type: ignore[arg-type]
    assert token_of_handover(handover) not in str(vars(grant_of(handover)))
    end(handover)
    assert browser.get(file_of(handover), **bearer(handover)).status_code == 403  # type: ignore[arg-type]


def test_what_the_licence_forbids_is_blocked_and_goes_once_it_may(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    handover = handed_over(alice, mona, seadata, licence={"spdx": "CC-BY-ND-4.0"})
    assert (handover.state, handover.grant) == ("blocked", None)
    assert to(mailoutbox, DESK) == []
    assert any("does not go to Sea Data" in mail.subject for mail in to(mailoutbox, alice.email))
    begin_correction(dataset_key=handover.dataset.key, actor=alice)
    write_draft(dataset_key=handover.dataset.key, actor=alice, fields={"licence": {"spdx": "CC-BY-4.0"}})
    submit_dataset(dataset_key=handover.dataset.key, actor=alice, agreement=accept_in_force("en"))
    run_everything_due()
    accept(handover.dataset, mona)
    run_everything_due()
    handover.refresh_from_db()
    assert handover.state == "offered"
    assert len(to(mailoutbox, DESK)) == 1


def test_what_is_under_embargo_goes_on_its_day(
    alice: Person, mona: Person, seadata: DataCentre, mailoutbox: list[EmailMessage]
) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    dataset = make_public(alice, mona)
    Handover.objects.all().delete()
    versions = RecordVersion.objects.filter(current_for=dataset)
    versions.update(access="embargoed", embargo_until=tomorrow)
    Delivery.objects.filter(consumer__endswith="plan_handovers").update(done_at=None, due_at=timezone.now())
    mailoutbox.clear()
    run_everything_due()
    assert the_handover(dataset, seadata).state == "waiting"
    assert to(mailoutbox, DESK) == []
    versions.update(embargo_until=tomorrow - timedelta(days=1))
    Dataset.objects.filter(pk=dataset.pk).update(access="embargoed", embargo_until=tomorrow - timedelta(days=1))
    assert end_embargoes() == 1
    run_everything_due()
    assert the_handover(dataset, seadata).state == "offered"
