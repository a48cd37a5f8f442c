"""``doi_update``: what is stale is found by its hash and sent; what is not is left alone; the exit status tells."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from repository.models import Dataset, DoiAttempt, LifecycleEvent, Person
from repository.queries.editions import landing_url
from repository.services import doi_rounds
from repository.services.withdrawals import withdraw_dataset
from tests.factories import make_operator, make_public
from tests.fakes.datacite.faults import answer
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS
from tests.repository.registrars.site import held, new_draft, run_all

pytestmark = pytest.mark.django_db


def update(*arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the answer."""
    out = StringIO()
    try:
        call_command("doi_update", *arguments, "--json", stdout=out, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_after_publication_nothing_is_stale(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    make_public(alice, mona)
    datacite.seen.clear()
    assert update() == (0, {"done": [], "waiting": [], "held": [], "broken_off": False})
    assert datacite.seen == []


def test_a_changed_address_of_the_site_is_sent_once(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    settings.SITE_URL = "https://data.example.org"
    assert update()[1]["done"] == [dataset.doi]
    assert held(datacite, dataset).url == f"https://data.example.org/datasets/{dataset.suffix}/"
    assert update()[1]["done"] == []
    assert LifecycleEvent.objects.filter(type="doi.refreshed").count() == 1


def test_a_withdrawn_dataset_is_kept_up_to_date_too(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    withdraw_dataset(dataset_key=dataset.key, actor=make_operator(), reason="The sensor was broken.")
    run_all()
    assert update()[1]["done"] == []
    settings.SITE_URL = "https://data.example.org"
    assert update()[1]["done"] == [dataset.doi]
    assert b'dateType="Withdrawn"' in held(datacite, dataset).xml


def test_with_all_also_what_does_not_differ_is_sent(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    datacite.registry.dois[dataset.doi].url = "https://somebody.changed.it.example.org/"
    assert update()[1]["done"] == []
    assert update("--all")[1]["done"] == [dataset.doi]
    assert held(datacite, dataset).url == landing_url(dataset)


def test_an_attempt_whose_end_nobody_knows_makes_it_stale(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    last = DoiAttempt.objects.latest("id")
    DoiAttempt.objects.create(
        dataset=dataset, doi=dataset.doi, registrar="datacite", action="refresh", sent_sha256="0", outcome="sent"
    )
    assert update()[1]["done"] == [dataset.doi]
    assert DoiAttempt.objects.latest("id").sent_sha256 == last.sent_sha256


def test_what_is_not_reserved_is_reserved(datacite: FakeDataCite, alice: Person) -> None:
    datacite.next(*[answer(503)] * 30)
    dataset = new_draft(alice)
    run_all()
    datacite.forget_faults()
    assert update() == (0, {"done": [dataset.doi], "waiting": [], "held": [], "broken_off": False})
    assert held(datacite, dataset).state == "draft"


def test_what_is_refused_is_told_and_the_exit_status_is_one(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    settings.SITE_URL = "https://data.example.org"
    datacite.next(answer(422, "Domain not allowed"), method="PUT")
    status, said = update()
    assert status == 1
    assert said["held"][0]["doi"] == dataset.doi
    assert "Domain not allowed" in said["held"][0]["reason"]
    assert update()[0] == 0


def test_the_round_waits_when_datacite_asks_for_it(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    settings.SITE_URL = "https://data.example.org"
    datacite.next(answer(429, retry_after="1"), method="PUT")
    assert update()[1]["done"] == [dataset.doi]


def test_a_registrar_that_is_down_ends_the_round(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doi_rounds, "LONGEST_WAIT_S", 0.01)
    monkeypatch.setattr(doi_rounds, "TRIES", 1)
    datacite.next(*[answer(503)] * 100)
    for _ in range(5):
        new_draft(alice)
    run_all()
    status, said = update()
    assert (status, said["broken_off"], len(said["waiting"])) == (1, True, doi_rounds.GIVE_UP_AFTER)


def test_another_number_is_drawn_only_for_what_is_not_ours_yet(datacite: FakeDataCite, alice: Person) -> None:
    dataset = new_draft(alice)
    datacite.registry.create(OTHERS, {"doi": dataset.doi})
    run_all()
    assert update("--draw-again", dataset.suffix)[0] == 0
    again = Dataset.objects.get(pk=dataset.pk)
    assert held(datacite, again).state == "draft"
    with pytest.raises(CommandError, match="reserved and ours") as refused:
        update("--draw-again", again.suffix)
    assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="no dataset"):
        update("--draw-again", "nobody")


def test_a_taken_number_is_replaced_within_the_round(datacite: FakeDataCite, alice: Person) -> None:
    datacite.next(*[answer(503)] * 30)
    dataset = new_draft(alice)
    run_all()
    datacite.forget_faults()
    burnt = dataset.doi
    datacite.registry.create(OTHERS, {"doi": burnt, "url": "https://elsewhere.example.org/"}).state = "findable"
    status, said = update()
    dataset.refresh_from_db()
    assert (status, said["done"]) == (0, [dataset.doi])
    assert dataset.doi != burnt
    assert held(datacite, dataset).state == "draft"
