"""Two simulated data centres over real sockets: one gets, acknowledges, integrates; one loses and doubles messages."""

import random
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from moderation.models import DataCentre, Handover
from repository.models import LifecycleEvent
from tests.driver import run_everything_due
from tests.factories import make_moderator, make_person
from tests.fakes.centres.program import Careless, Centre
from tests.moderation.pathways.steps import part_of, to
from tests.repository.public.stories import published, published_again

pytestmark = pytest.mark.django_db(transaction=True)
OXYGEN = b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"


@pytest.fixture
def site(live_server: LiveServer, settings: Settings, archive: Path) -> str:
    settings.SITE_URL = live_server.url
    return str(live_server.url)


def centre(code: str) -> DataCentre:
    return DataCentre.objects.create(
        code=code, name_en=code.title(), name_fr=code.title(), mail=f"{code}@example.org", themes=["ocean-chemistry"]
    )


def test_a_centre_gets_acknowledges_and_integrates_a_restricted_dataset(
    site: str, mailoutbox: list[EmailMessage]
) -> None:
    centre("sismer")
    alice = make_person("alice")
    dataset = published(alice, make_moderator("mona"), access="restricted", forwarding=True)
    sismer = Centre("sismer", site)
    letter = part_of(to(mailoutbox, "sismer@example.org")[0])
    assert sismer.fetch(letter) == {"oxygen.csv": OXYGEN}
    assert sismer.acknowledge(letter).told["state"] == "acknowledged"
    assert sismer.integrate(letter, "10.17882/99", "https://sismer.example.org/99").told["state"] == "integrated"
    run_everything_due()
    dataset.refresh_from_db()
    assert [place["identifier"] for place in dataset.elsewhere] == ["10.17882/99"]
    steps = [mail.subject.partition(": ")[2] for mail in to(mailoutbox, alice.email) if "Sismer" in mail.subject]
    assert len(steps) == 3
    assert {status for _verb, _path, status in sismer.log} == {200}


@pytest.mark.parametrize("seed", range(4))
def test_a_centre_that_loses_and_doubles_messages_ends_where_the_careful_one_does(
    site: str, mailoutbox: list[EmailMessage], seed: int
) -> None:
    centre("careful"), centre("careless")
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = published(alice, mona)
    chance = random.Random(seed)
    fates = [chance.choice(["lost", "dropped", "twice", ""]) for _ in range(6)]
    careful, careless = Centre("careful", site), Careless("careless", site, fate=fates)
    for each in (careful, careless):
        letter = part_of(to(mailoutbox, f"{each.name}@example.org")[0])
        each.fetch(letter)
        for _ in range(2):
            each.acknowledge(letter)
            each.integrate(letter, f"{each.name}-1")
    assert set(careless.round_of_the_night()) <= {200}
    run_everything_due()
    rows = {row.centre.code: row for row in Handover.objects.select_related("centre")}
    assert {code: (row.state, row.identifier) for code, row in rows.items()} == {
        "careful": ("integrated", "careful-1"),
        "careless": ("integrated", "careless-1"),
    }
    assert careful.holdings == careless.holdings
    integrated = LifecycleEvent.objects.filter(type="handover.integrated")
    assert sorted(event.payload["identifier"] for event in integrated) == ["careful-1", "careless-1"]
    dataset.refresh_from_db()
    assert [place["identifier"] for place in dataset.elsewhere] == ["careful-1", "careless-1"]


def test_a_new_layer_is_another_handover_and_the_page_tells_the_newest_word(
    site: str, mailoutbox: list[EmailMessage]
) -> None:
    centre("sismer")
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = published(alice, mona)
    sismer = Centre("sismer", site)
    sismer.integrate(part_of(to(mailoutbox, "sismer@example.org")[0]), "S-1")
    published_again(dataset, alice, mona, files={"more.csv": b"station\nB2\n"})
    published_again(dataset, alice, mona, title={"en": "Oxygen, corrected"})
    assert Handover.objects.count() == 2, "a corrected description is no new handover"
    second = part_of(to(mailoutbox, "sismer@example.org")[-1])
    assert sismer.fetch(second).keys() == {"oxygen.csv", "more.csv"}
    sismer.integrate(second, "S-2")
    run_everything_due()
    dataset.refresh_from_db()
    assert [place["identifier"] for place in dataset.elsewhere] == ["S-2"]
