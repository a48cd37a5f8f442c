"""Whatever DataCite does, in whatever order: one DOI for one dataset, nobody else's touched, findable in the end."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repository.errors import ClaimLost, PermanentFailure, TransientFailure
from repository.lifecycle import Standing
from repository.models import Dataset, Delivery, DoiAttempt, Person
from repository.services.deliveries import claim_delivery, retry_delivery, run_delivery
from repository.services.identifiers import draw_number
from repository.services.reservations import reserve_doi
from tests.factories import accept, make_submitted
from tests.fakes.datacite.faults import Fault, answer, cut, garbage, silence
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS, OURS, PASSWORD, PREFIX
from tests.repository.registrars.site import dois_of, new_draft, run_all

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

KINDS = [answer(status) for status in (401, 403, 404, 408, 429, 500, 502, 503, 504)]
FAULTS = st.builds(replace, st.sampled_from([*KINDS, silence(0.2), cut(), garbage()]), works=st.booleans())
METHODS = st.sampled_from(["", "POST", "PUT", "GET"])
TROUBLE = st.lists(st.tuples(METHODS, FAULTS), max_size=8)

slow_but_sure = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def retry_everything_held() -> int:
    """What an operator does on the page, once."""
    held = list(Delivery.objects.filter(held_at__isnull=False, done_at__isnull=True).values_list("pk", flat=True))
    for delivery_id in held:
        retry_delivery(delivery_id=delivery_id)
    return len(held)


def recover(datacite: FakeDataCite) -> None:
    """DataCite is well again, the operator has looked at what was held, and time has passed."""
    datacite.forget_faults()
    run_all(hours=1)
    while retry_everything_held():
        run_all(hours=1)


def under(trouble: list[tuple[str, Fault]], datacite: FakeDataCite) -> None:
    """Run everything while DataCite is so, then recover."""
    for method, fault in trouble:
        datacite.next(fault, method=method)
    run_all(hours=1)
    recover(datacite)


@pytest.fixture
def site(datacite: FakeDataCite, alice: Person, mona: Person) -> tuple[FakeDataCite, Person, Person]:
    return datacite, alice, mona


def make_taken(datacite: FakeDataCite, count: int) -> dict[str, bytes]:
    """The next numbers belong to somebody else, and what they hold is remembered."""
    coming = draw_number() + 1
    for number in range(coming, coming + count):
        doi = datacite.registry.create(OTHERS, {"doi": f"{PREFIX}/{number}", "url": "https://elsewhere.example.org/"})
        doi.state, doi.xml = "findable", f"<theirs>{number}</theirs>".encode()
    return {doi.doi: doi.xml for doi in datacite.registry.dois.values() if doi.owner == OTHERS.user}


def assert_nothing_of_theirs_changed(datacite: FakeDataCite, theirs: dict[str, bytes]) -> None:
    assert {doi: datacite.registry.dois[doi].xml for doi in theirs} == theirs
    made = {seen.doi for seen in datacite.asked("POST")}
    assert {seen.doi for seen in datacite.asked("PUT")} <= made - set(theirs)


def assert_nothing_told(password: str) -> None:
    token = base64.b64encode(f"{OURS.user}:{password}".encode()).decode()
    told = " ".join([
        *Delivery.objects.values_list("last_error", flat=True), *DoiAttempt.objects.values_list("detail", flat=True)
    ])  # fmt: skip
    assert password not in told
    assert token not in told


@contextmanager
def nothing_kept(datacite: FakeDataCite) -> Iterator[None]:
    """One example leaves nothing behind for the next: neither rows nor requests nor faults."""
    datacite.seen.clear()
    datacite.forget_faults()
    datacite.registry.dois.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@slow_but_sure
@given(first=TROUBLE, then=TROUBLE, taken=st.integers(0, 3))
def test_any_faults_on_the_road_end_in_one_findable_doi(
    site: tuple[FakeDataCite, Person, Person],
    first: list[tuple[str, Fault]],
    then: list[tuple[str, Fault]],
    taken: int,
) -> None:
    datacite, alice, mona = site
    with nothing_kept(datacite):
        theirs = make_taken(datacite, taken)
        draft = new_draft(alice)
        under(first, datacite)
        dataset = make_submitted(alice)
        under(then, datacite)
        accept(dataset, mona)
        under(then[::-1], datacite)
        for row, state in ((draft, "draft"), (dataset, "findable")):
            row.refresh_from_db()
            assert dois_of(datacite, row) == [row.doi]
            assert datacite.registry.dois[row.doi].state == state
            assert DoiAttempt.objects.filter(dataset=row, action="reserve", outcome__in=("draft", "ours")).count() == 1
        assert dataset.standing == Standing.PUBLIC
        assert_nothing_of_theirs_changed(datacite, theirs)
        assert_nothing_told(PASSWORD)


@slow_but_sure
@given(deaths=st.lists(st.tuples(METHODS, FAULTS), min_size=1, max_size=4), taken=st.integers(0, 2))
def test_workers_that_die_after_asking_leave_one_doi(
    site: tuple[FakeDataCite, Person, Person], deaths: list[tuple[str, Fault]], taken: int
) -> None:
    datacite, alice, _ = site
    with nothing_kept(datacite):
        theirs = make_taken(datacite, taken)
        dataset = new_draft(alice)
        run_only("deposit.created")
        for method, fault in deaths:
            datacite.next(fault, method=method)
            die_while_reserving(dataset)
        recover(datacite)
        dataset.refresh_from_db()
        assert dois_of(datacite, dataset) == [dataset.doi]
        assert datacite.registry.dois[dataset.doi].owner == OURS.user
        assert_nothing_of_theirs_changed(datacite, theirs)


def run_only(event_type: str) -> None:
    """The deliveries of one event, nothing after them."""
    for row in Delivery.objects.filter(event__type=event_type, done_at__isnull=True):
        assert run_delivery(delivery_id=row.pk)


def die_while_reserving(dataset: Dataset) -> None:
    """Work until DataCite was asked, then lose the claim, as when a worker is killed and its lease ends."""
    row = Delivery.objects.get(event__type="doi.wanted", event__dataset=dataset, done_at__isnull=True)
    claim = claim_delivery(delivery_id=row.pk)
    assert claim is not None
    claim.token = type(claim.token)(int=0)
    with pytest.raises((ClaimLost, PermanentFailure, TransientFailure)):
        reserve_doi(claim=claim)
    Delivery.objects.filter(pk=row.pk).update(lease_until=None, lease_token=None, due_at=timezone.now())
