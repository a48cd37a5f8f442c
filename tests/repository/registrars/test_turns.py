"""The registrar is asked no faster than it likes, by all processes together, and by nobody while it wants a pause."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection

from repository.models import Delivery, Person
from repository.registrars import turns
from repository.registrars.base import Busy
from repository.registrars.datacite_client import DataCiteClient, Unknown
from repository.registrars.turns import BURST_S, NotYet, Turns
from tests.fakes.datacite.faults import answer, silence
from tests.fakes.datacite.server import FakeDataCite, running_datacite
from tests.faults.road import Surroundings
from tests.repository.registrars.conftest import OURS, PREFIX
from tests.repository.registrars.site import new_draft, run_all

TAKER = """
import sys, time
import django
django.setup()
from repository.registrars.turns import Turns
for _ in range(int(sys.argv[1])):
    Turns("shared", 600).take()
"""


def asking(fake: FakeDataCite, a_minute: int = 0, timeout_s: float = 20.0) -> DataCiteClient:
    """A client of its own, as another process has."""
    account = Turns("test", a_minute)
    return DataCiteClient(url=fake.url, user=OURS.user, password=OURS.password, timeout_s=timeout_s, turns=account)


@pytest.mark.django_db
def test_a_burst_goes_at_once_and_the_rest_in_its_pace() -> None:
    paced = Turns("paced", 600)
    begun = time.monotonic()
    for _ in range(int(BURST_S * 10) + 10):
        paced.take()
    assert 0.8 < time.monotonic() - begun < 60


@pytest.mark.django_db
def test_who_would_wait_for_long_does_something_else_and_loses_no_turn() -> None:
    slow = Turns("slow", 6)
    slow.take()
    for _ in range(3):
        with pytest.raises(NotYet) as refused:
            slow.take()
        assert 5 < refused.value.retry_after_s <= 10


@pytest.mark.django_db
def test_a_pause_that_one_was_asked_for_holds_for_all(fake: FakeDataCite) -> None:
    fake.next(answer(429, retry_after="120"))
    with pytest.raises(Busy):
        asking(fake).create_draft(doi=f"{PREFIX}/1", url="https://example.org/1")
    with pytest.raises(NotYet) as refused:
        asking(fake).create_draft(doi=f"{PREFIX}/2", url="https://example.org/2")
    assert 100 < refused.value.retry_after_s <= 120
    assert len(fake.seen) == 1


@pytest.mark.django_db
def test_one_at_a_time_tries_a_registrar_that_says_nothing(fake: FakeDataCite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE_S", 60.0)
    client = asking(fake, timeout_s=0.2)
    fake.next(*[silence(0.3)] * 4)
    for _ in range(3):
        with pytest.raises(Unknown):
            client.read(doi=f"{PREFIX}/1")
    with pytest.raises(NotYet):
        client.read(doi=f"{PREFIX}/1")
    assert len(fake.seen) == 3
    account = Turns("test", 0)
    account.note_answer()
    client = asking(fake)
    fake.forget_faults()
    client.create_draft(doi=f"{PREFIX}/1", url="https://example.org/1")
    assert client.read(doi=f"{PREFIX}/1").state == "draft"


@pytest.mark.django_db
def test_waiting_for_a_turn_is_no_failure_and_costs_no_attempt(
    datacite: FakeDataCite, alice: Person, settings: object
) -> None:
    new_draft(alice)
    Turns(OURS.user, 0).close(seconds=600)
    for _ in range(15):
        Delivery.objects.filter(event__type="doi.wanted").update(due_at="2026-01-01T00:00Z")
        run_all()
    row = Delivery.objects.get(done_at__isnull=True)
    assert (row.held_at, row.waits_for) == (None, "registrar-pace")
    assert datacite.seen == []


@pytest.mark.django_db(transaction=True)
def test_processes_share_one_pace(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM varve_cache WHERE cache_key LIKE '%%registrar-turns-shared%%'")
    environment = Surroundings(mails=tmp_path).environment()
    command = [sys.executable, "-c", TAKER, "25"]
    Turns("shared", 600).take()
    begun = time.monotonic()
    takers = [subprocess.Popen(command, env=environment, cwd=site.BASE_DIR) for _ in range(2)]
    assert [taker.wait(timeout=120) for taker in takers] == [0, 0]
    assert time.monotonic() - begun > (50 - BURST_S * 10) / 10


def test_a_fake_of_its_own_needs_no_turns() -> None:
    with running_datacite(OURS) as fake:
        client = DataCiteClient(url=fake.url, user=OURS.user, password=OURS.password, timeout_s=5)
        client.create_draft(doi=f"{PREFIX}/1", url="https://example.org/1")
        assert len(fake.seen) == 1
