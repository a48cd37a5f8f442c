"""The whole road with DataCite: draft, findable, corrected, withdrawn; and what happens when it fails on the way."""

import base64
from dataclasses import replace

import pytest
from django.test import Client
from lxml import etree
from pytest_django import Settings

from repository.lifecycle import Standing
from repository.models import Dataset, Delivery, DoiAttempt, Person, Publication
from repository.queries.agreements import accept_in_force
from repository.queries.editions import landing_url
from repository.services.corrections import begin_correction
from repository.services.deliveries import retry_delivery
from repository.services.deposits import write_draft
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.factories import accept, make_operator, make_public, make_submitted
from tests.fakes.datacite.faults import Fault, answer, cut, drip, garbage, silence
from tests.fakes.datacite.rules import KERNEL
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.site import dois_of, held, outcomes, reasons, run_all

pytestmark = pytest.mark.django_db


def titles(xml: bytes) -> list[str | None]:
    return [title.text for title in etree.fromstring(xml).iter(f"{KERNEL}title")]


def test_a_published_dataset_is_findable_with_its_record(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    doi = held(datacite, dataset)
    assert (dataset.standing, doi.state, doi.url) == (Standing.PUBLIC, "findable", landing_url(dataset))
    assert "Dissolved oxygen in the Gulf of Lion, 2019-2026" in titles(doi.xml)
    assert [seen.method for seen in datacite.seen] == ["POST", "PUT"]
    sent = datacite.asked("PUT")[0].body
    assert sent is not None
    assert sent["data"]["attributes"] == {
        "event": "publish",
        "url": landing_url(dataset),
        "xml": base64.b64encode(doi.xml).decode(),
    }
    assert outcomes(dataset) == ["reserve: draft", "publish: findable"]
    assert Client().get(f"/doi/{dataset.doi}")["Location"] == f"/datasets/{dataset.suffix}/"


def test_a_correction_is_sent_to_the_same_doi(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    begin_correction(dataset_key=dataset.key, actor=alice)
    write_draft(dataset_key=dataset.key, actor=alice, fields={"title": {"en": "Oxygen, corrected"}})
    submit_dataset(dataset_key=dataset.key, actor=alice, agreement=accept_in_force("en"))
    run_all()
    accept(dataset, mona)
    run_all()
    assert titles(held(datacite, dataset).xml) == ["Oxygen, corrected"]
    assert dois_of(datacite, dataset) == [dataset.doi]


def test_a_withdrawn_dataset_stays_findable_and_says_so(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    withdraw_dataset(dataset_key=dataset.key, actor=make_operator(), reason="The sensor was broken.")
    run_all()
    doi = held(datacite, dataset)
    dates = [date.get("dateType") for date in etree.fromstring(doi.xml).iter(f"{KERNEL}date")]
    assert (doi.state, doi.url) == ("findable", landing_url(dataset))
    assert "Withdrawn" in dates
    assert Client().get(f"/datasets/{dataset.suffix}/").status_code == 410


@pytest.mark.parametrize(
    "fault",
    [answer(500), answer(503), answer(404), answer(429), silence(0.3), cut(), garbage(), drip(0.3)],
    ids=lambda value: "",
)
@pytest.mark.parametrize("works", [False, True], ids=["before", "after"])
def test_a_failure_on_the_way_to_findable_passes(
    datacite: FakeDataCite, alice: Person, mona: Person, fault: Fault, works: bool
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.next(replace(fault, works=works), method="PUT")
    accept(dataset, mona)
    run_all()
    run_all(hours=1)
    assert held(datacite, dataset).state == "findable"
    assert dois_of(datacite, dataset) == [dataset.doi]
    assert dataset.standing == Standing.PUBLIC


def test_an_answer_lost_after_the_work_is_confirmed_by_reading(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.next(cut(works=True), method="PUT")
    accept(dataset, mona)
    run_all()
    assert len(datacite.asked("PUT")) == 1
    assert DoiAttempt.objects.get(action="publish").detail == "confirmed by reading it"


def test_metadata_that_datacite_refuses_is_held_with_its_reason(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.next(answer(422, "is not a valid URL"), method="PUT")
    accept(dataset, mona)
    run_all()
    assert reasons() == [f"DataCite answered 422 about {dataset.doi}: is not a valid URL"]
    assert Dataset.objects.get(pk=dataset.pk).standing == Standing.UNPUBLISHED
    retry_delivery(delivery_id=Delivery.objects.get(held_at__isnull=False).pk)
    run_all()
    assert held(datacite, dataset).state == "findable"


def test_nothing_is_frozen_under_a_doi_that_is_not_reserved(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    datacite.next(*[answer(503)] * 8)
    dataset = make_submitted(alice)
    run_all()
    accept(dataset, mona)
    run_all()
    assert not Publication.objects.exists()
    run_all(hours=1)
    assert held(datacite, dataset).state == "findable"


def test_a_put_never_goes_to_a_doi_that_this_site_did_not_make(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.next(answer(500), answer(404), method="PUT")
    accept(dataset, mona)
    run_all()
    Dataset.objects.filter(pk=dataset.pk).update(reserved_at=None)
    before = len(datacite.seen)
    run_all(hours=1)
    assert reasons() == [f"{dataset.doi} was not reserved by this site: nothing was sent."]
    assert len(datacite.seen) == before


def test_a_draft_that_somebody_deleted_at_datacite_is_made_anew(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.registry.dois.clear()
    accept(dataset, mona)
    run_all()
    assert held(datacite, dataset).state == "findable"


def test_the_hash_of_what_was_sent_is_kept_also_when_it_failed(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_submitted(alice)
    run_all()
    datacite.next(answer(503), method="PUT")
    accept(dataset, mona)
    run_all(hours=1)
    failed, done = DoiAttempt.objects.filter(action="publish")
    assert (failed.outcome, done.outcome) == ("registrar-silent", "findable")
    assert failed.sent_sha256 == done.sent_sha256
    assert len(done.sent_sha256) == 64


def test_a_site_that_went_back_to_test_dois_still_shows_what_it_registered(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    settings.DOI_REGISTRAR, settings.DATACITE_USER, settings.DATACITE_PASSWORD = "local", "", ""
    assert Client().get(f"/datasets/{dataset.suffix}/").status_code == 200
    withdraw_dataset(dataset_key=dataset.key, actor=make_operator(), reason="The sensor was broken.")
    run_all()
    assert reasons() == ["DATACITE_USER and DATACITE_PASSWORD are not given."]
