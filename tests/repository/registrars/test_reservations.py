"""A DOI is reserved while the draft is written: nobody waits for it, nobody's is taken, none is made twice."""

from dataclasses import replace

import pytest
from django.db import connection

from repository.lifecycle import DatasetState
from repository.models import Dataset, Delivery, LifecycleEvent, Person
from repository.queries.editions import landing_url
from repository.services.deposits import add_dataset, remove_dataset
from repository.services.reservations import draw_number_again
from tests.factories import make_draft
from tests.fakes.datacite.faults import Fault, answer, cut, drip, garbage, silence
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS, OURS
from tests.repository.registrars.site import dois_of, held, new_draft, outcomes, reasons, run_all, waiting

pytestmark = pytest.mark.django_db


def next_number(author: Person) -> int:
    return int(new_draft(author).suffix) + 1


def take(fake: FakeDataCite, doi: str, *, url: str = "https://elsewhere.example.org/1", owner: object = OTHERS) -> None:
    """Somebody has that DOI already."""
    fake.registry.create(owner, {"doi": doi, "url": url}).state = "findable"  # type: ignore[arg-type]


def test_opening_a_deposit_reserves_the_doi_as_a_draft_that_leads_to_the_landing_page(
    datacite: FakeDataCite, alice: Person
) -> None:
    dataset = new_draft(alice)
    assert datacite.seen == []
    run_all()
    assert (held(datacite, dataset).state, held(datacite, dataset).url) == ("draft", landing_url(dataset))
    assert dataset.reserved_at is not None
    assert [seen.method for seen in datacite.seen] == ["POST"]
    assert outcomes(dataset) == ["reserve: draft"]


def test_each_dataset_of_a_deposit_gets_its_own(datacite: FakeDataCite, alice: Person) -> None:
    first = new_draft(alice)
    assert first.deposit_id is not None
    second = add_dataset(deposit_id=first.deposit_id, actor=alice)
    run_all()
    assert held(datacite, first).doi != held(datacite, second).doi
    assert len(datacite.registry.dois) == 2


@pytest.mark.parametrize(
    "fault", [answer(500), answer(503), answer(404), silence(0.3), cut(), garbage(), drip(0.3)], ids=lambda value: ""
)
@pytest.mark.parametrize("works", [False, True], ids=["before", "after"])
def test_an_answer_that_says_nothing_is_followed_by_a_look_and_ends_in_one_doi(
    datacite: FakeDataCite, alice: Person, fault: Fault, works: bool
) -> None:
    dataset = new_draft(alice)
    datacite.next(replace(fault, works=works), method="POST")
    run_all()
    assert [seen.method for seen in datacite.seen] == ["POST", "GET"]
    assert (dataset.doi in datacite.registry.dois) is works
    run_all(hours=1)
    assert dois_of(datacite, dataset) == [dataset.doi]
    assert held(datacite, dataset).state == "draft"
    assert dataset.reserved_at is not None
    assert datacite.asked("PUT") == []


def test_a_pause_that_datacite_asks_for_is_kept(datacite: FakeDataCite, alice: Person) -> None:
    new_draft(alice)
    datacite.next(answer(429, retry_after="120"))
    run_all()
    ((reason, seconds),) = waiting()
    assert "asks us to wait" in reason
    assert 100 < seconds <= 120
    assert [seen.method for seen in datacite.seen] == ["POST"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_account_is_held_at_once_with_a_sentence_for_the_operator(
    datacite: FakeDataCite, alice: Person, status: int
) -> None:
    dataset = new_draft(alice)
    datacite.next(answer(status))
    run_all()
    assert "DATACITE_PASSWORD" in reasons()[0]
    assert outcomes(dataset) == ["reserve: registrar-account"]


def test_a_taken_number_is_burnt_and_the_next_drawn(datacite: FakeDataCite, alice: Person) -> None:
    number = next_number(alice)
    run_all()
    take(datacite, f"10.99999/{number}")
    before = vars(datacite.registry.dois[f"10.99999/{number}"]).copy()
    dataset = new_draft(alice)
    assert dataset.suffix == str(number)
    run_all()
    assert held(datacite, dataset).state == "draft"
    assert int(dataset.suffix) > number
    assert outcomes(dataset) == ["reserve: taken", "reserve: draft"]
    assert vars(datacite.registry.dois[f"10.99999/{number}"]) == before
    assert LifecycleEvent.objects.get(type="doi.renumbered").payload["burnt"] == f"10.99999/{number}"


def test_a_draft_of_ours_that_leads_elsewhere_is_taken_too(datacite: FakeDataCite, alice: Person) -> None:
    dataset = new_draft(alice)
    datacite.registry.create(OURS, {"doi": dataset.doi, "url": "https://data.example.org/datasets/7/"})
    burnt = dataset.doi
    run_all()
    assert held(datacite, dataset).doi != burnt


def test_a_number_that_was_submitted_is_held_and_never_changed_silently(datacite: FakeDataCite, alice: Person) -> None:
    datacite.next(answer(503), answer(503))
    dataset = make_draft(alice)
    take(datacite, dataset.doi)
    Dataset.objects.filter(pk=dataset.pk).update(state=DatasetState.CHANGES_REQUESTED)
    run_all(hours=1)
    assert "belongs to somebody else" in reasons()[0]
    again = draw_number_again(suffix=dataset.suffix)
    assert again.suffix != dataset.suffix
    run_all()
    assert held(datacite, again).state == "draft"


def test_what_is_findable_at_our_own_address_is_not_adopted(datacite: FakeDataCite, alice: Person) -> None:
    dataset = new_draft(alice)
    take(datacite, dataset.doi, url=landing_url(dataset), owner=OURS)
    run_all()
    assert "published from here before" in reasons()[0]
    assert [seen.method for seen in datacite.seen] == ["POST", "GET"]


def test_somebody_elses_draft_is_not_burnt_on_a_guess(datacite: FakeDataCite, alice: Person) -> None:
    dataset = new_draft(alice)
    take(datacite, dataset.doi)
    datacite.registry.dois[dataset.doi].state = "draft"
    run_all()
    assert "does not show it to this account" in waiting()[0][0]
    assert Dataset.objects.get(pk=dataset.pk).doi == dataset.doi


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lost_its_claim_between_post_and_commit_leaves_one_doi(
    datacite: FakeDataCite, alice: Person
) -> None:
    dataset = new_draft(alice)
    datacite.when_asked = lambda seen: _take_over()
    run_all()
    datacite.when_asked = None
    dataset.refresh_from_db()
    assert dataset.reserved_at is None
    Delivery.objects.filter(event__type="doi.wanted").update(lease_until=None)
    run_all()
    assert held(datacite, dataset).state == "draft"
    assert outcomes(dataset) == ["reserve: draft", "reserve: ours"]
    assert len(datacite.registry.dois) == 1


def test_a_removed_dataset_gives_its_doi_back(datacite: FakeDataCite, alice: Person) -> None:
    first = new_draft(alice)
    assert first.deposit_id is not None
    second = add_dataset(deposit_id=first.deposit_id, actor=alice)
    run_all()
    remove_dataset(dataset_key=second.key, actor=alice)
    run_all()
    assert list(datacite.registry.dois) == [first.doi]
    assert outcomes(second) == ["reserve: draft", "release: released"]


def test_a_dataset_removed_before_its_doi_was_reserved_never_gets_one(datacite: FakeDataCite, alice: Person) -> None:
    first = new_draft(alice)
    assert first.deposit_id is not None
    second = add_dataset(deposit_id=first.deposit_id, actor=alice)
    remove_dataset(dataset_key=second.key, actor=alice)
    run_all()
    assert list(datacite.registry.dois) == [first.doi]


def _take_over() -> None:
    """What another worker does after a pause of the first one; in a thread of the fake."""
    Delivery.objects.filter(event__type="doi.wanted").update(lease_token=None)
    connection.close()
