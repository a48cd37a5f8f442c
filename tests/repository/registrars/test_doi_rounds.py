"""``doi_update`` over many DOIs: it lists, tells how far it is, and goes on where it was killed."""

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from pytest_django import Settings

from repository.models import DoiAttempt, LifecycleEvent, Person
from repository.queries.editions import landing_url
from repository.services.doi_updates import order_stale
from tests.factories import make_public
from tests.fakes.datacite.faults import answer
from tests.fakes.datacite.server import FakeDataCite, Seen
from tests.faults.road import Surroundings
from tests.repository.registrars.conftest import OURS, PREFIX
from tests.repository.registrars.site import held, new_draft, run_all

ELSEWHERE = "https://data.example.org"


def listed(*arguments: str) -> tuple[int, str]:
    """The exit status and what was said of what a round would send."""
    out = StringIO()
    try:
        call_command("doi_update", "--list", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.mark.django_db
def test_what_differs_is_listed_with_its_reason_and_nothing_is_sent(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    first, second = make_public(alice, mona), make_public(alice, mona)
    assert listed() == (0, "0 DOIs differ from what the registrar holds. Nothing was sent.\n")
    DoiAttempt.objects.create(
        dataset=second, doi=second.doi, registrar="datacite", action="refresh", sent_sha256="0", outcome="doi-refused"
    )
    datacite.next(answer(503))
    draft = new_draft(alice)
    run_all()
    settings.SITE_URL = ELSEWHERE
    datacite.seen.clear()
    status, said = listed("--json")
    assert status == 1
    assert json.loads(said) == [
        {"doi": draft.doi, "why": "not-reserved", "outcome": ""},
        {"doi": first.doi, "why": "differs", "outcome": "findable"},
        {"doi": second.doi, "why": "not-taken", "outcome": "doi-refused"},
    ]
    assert f"{second.doi} not-taken: doi-refused\n" in listed()[1]
    assert datacite.seen == []
    assert not LifecycleEvent.objects.filter(type="doi.stale").exists()


@pytest.mark.django_db
def test_how_far_a_round_is_is_told_while_it_goes(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    last = [make_public(alice, mona) for _ in range(3)][-1]
    settings.SITE_URL = ELSEWHERE
    told = StringIO()
    call_command("doi_update", stdout=StringIO(), stderr=told)
    lines = told.getvalue().splitlines()
    assert lines[0].startswith("1 of 3 looked at, 1 sent, 0 left")
    assert lines[-1] == f"3 of 3 looked at, 3 sent, 0 left, {last.doi} last"


@pytest.mark.django_db
def test_every_night_what_differs_is_ordered_once_and_sent_by_the_workers(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    assert order_stale() == 0
    settings.SITE_URL = ELSEWHERE
    assert (order_stale(), order_stale()) == (1, 0)
    run_all()
    assert held(datacite, dataset).url == landing_url(dataset)
    assert order_stale() == 0


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_a_round_killed_in_the_middle_goes_on_and_sends_each_once(
    datacite: FakeDataCite, alice: Person, mona: Person, tmp_path: Path
) -> None:
    public = [make_public(alice, mona) for _ in range(4)]
    puts = len(datacite.asked("PUT"))
    environment = Surroundings(mails=tmp_path).environment() | {
        "DOI_REGISTRAR": "datacite", "DOI_PREFIX": PREFIX, "DATACITE_URL": datacite.url,
        "DATACITE_USER": OURS.user, "DATACITE_PASSWORD": OURS.password, "SITE_URL": ELSEWHERE,
        "STORAGE_URL": (tmp_path / "STORAGE_URL").as_uri(), "ARCHIVE_URL": (tmp_path / "ARCHIVE_URL").as_uri(),
    }  # fmt: skip
    command = [sys.executable, "manage.py", "doi_update", "--json"]
    running = subprocess.Popen(command, env=environment, cwd=site.BASE_DIR, stdout=subprocess.PIPE)

    def kill_at_the_second(seen: Seen) -> None:
        if seen.method == "PUT" and len(datacite.asked("PUT")) == puts + 2:
            os.kill(running.pid, signal.SIGKILL)

    datacite.when_asked = kill_at_the_second
    assert running.wait(timeout=120) == -signal.SIGKILL
    running.communicate()
    datacite.when_asked = None
    again = subprocess.run(command, env=environment, cwd=site.BASE_DIR, stdout=subprocess.PIPE, check=False)
    assert again.returncode == 0
    said = json.loads(again.stdout)
    assert said["done"] == [dataset.doi for dataset in public[1:]]
    for dataset in public:
        assert held(datacite, dataset).url == f"{ELSEWHERE}/datasets/{dataset.suffix}/"
    sent = [seen.doi for seen in datacite.asked("PUT")[puts:]]
    assert sorted(set(sent)) == sorted(dataset.doi for dataset in public)
    assert len(sent) == 5
    assert len(datacite.asked("POST")) == 4
