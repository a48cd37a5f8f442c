"""Operators see what the registrar holds, what it has not taken and why, and send one DOI again by a button."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from repository.models import Delivery, DoiAttempt, LifecycleEvent, Person
from repository.queries.doi_overview import doi_overview, registrar_answers
from tests.factories import make_operator, make_public
from tests.fakes.datacite.faults import answer
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.site import held, new_draft, run_all

pytestmark = pytest.mark.django_db

PAGE = "/operations/dois/"


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def browser(db: None) -> Client:
    """The operator's browser."""
    return signed_in(make_operator())


def test_all_is_well_where_the_registrar_took_everything(
    datacite: FakeDataCite, browser: Client, alice: Person, mona: Person
) -> None:
    dataset = make_public(alice, mona)
    new_draft(alice)
    run_all()
    page = browser.get(PAGE).content.decode()
    assert "All is well: the registrar took everything that it was sent." in page
    assert datacite.url in page
    assert dataset.doi in page
    assert DoiAttempt.objects.latest("id").sent_sha256[:16] in page
    counts = doi_overview()
    assert (counts.drafts, counts.findable, counts.withdrawn, counts.lagging_count) == (1, 1, 0, 0)


def test_what_was_refused_is_told_with_its_reason_and_sent_again_by_a_button(
    datacite: FakeDataCite, browser: Client, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_public(alice, mona)
    settings.SITE_URL = "https://data.example.org"
    datacite.next(answer(422, "Domain <b>not</b> allowed"), method="PUT")
    assert browser.post(f"{PAGE}{dataset.suffix}/send/")["Location"] == PAGE
    run_all()
    page = browser.get(PAGE).content.decode()
    assert "1 DOI is not as it should be at the registrar." in page
    assert "Domain &lt;b&gt;not&lt;/b&gt; allowed" in page
    assert "Send anew: refused by the registrar" in page
    assert f'action="{PAGE}{dataset.suffix}/send/"' in page
    browser.post(f"{PAGE}{dataset.suffix}/send/")
    run_all()
    assert held(datacite, dataset).url.startswith("https://data.example.org/")
    assert "All is well" in browser.get(PAGE).content.decode()
    assert LifecycleEvent.objects.filter(type="doi.stale", actor__isnull=False).count() == 1


def test_a_registrar_that_is_away_is_told_with_the_time_and_is_an_alarm_after_a_while(
    datacite: FakeDataCite, browser: Client, alice: Person
) -> None:
    datacite.next(*[answer(503)] * 4)
    draft = new_draft(alice)
    run_all()
    assert registrar_answers()
    LifecycleEvent.objects.update(at=timezone.now() - timedelta(minutes=20))
    assert not registrar_answers()
    assert "registrar" in Client().get("/readyz").json()["alarms"]
    page = browser.get(PAGE).content.decode()
    assert "The registrar has not done what it was asked since" in page
    assert draft.doi in page
    datacite.forget_faults()
    browser.post(f"{PAGE}{draft.suffix}/send/")
    run_all()
    assert held(datacite, draft).state == "draft"
    assert registrar_answers()


def test_the_requests_of_one_doi_are_found_by_its_end(
    datacite: FakeDataCite, browser: Client, alice: Person, mona: Person
) -> None:
    first, second = make_public(alice, mona), make_public(alice, mona)
    for asked in (first.suffix, first.doi, first.doi.upper()):
        page = browser.get(PAGE, {"doi": asked}).content.decode()
        assert f'<code class="breakable">{first.doi}</code>' in page
        assert f'<code class="breakable">{second.doi}</code>' not in page
    for odd in ("\x00", "' OR 1=1 --", "x" * 5000, "<script>"):
        answered = browser.get(PAGE, {"doi": odd})
        assert answered.status_code == 200
        assert "<script>'" not in answered.content.decode()


def test_nothing_is_ordered_twice_or_for_a_draft_that_is_reserved(
    datacite: FakeDataCite, browser: Client, alice: Person, mona: Person
) -> None:
    dataset, draft = make_public(alice, mona), new_draft(alice)
    run_all()
    for suffix in (dataset.suffix, dataset.suffix, draft.suffix):
        browser.post(f"{PAGE}{suffix}/send/")
    assert Delivery.objects.filter(event__type="doi.stale").count() == 1
    assert browser.post(f"{PAGE}999999999/send/").status_code == 302, "as for a draft that has nothing to send"


def test_nobody_else_sees_or_sends_anything(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    for person in (alice, mona):
        assert signed_in(person).get(PAGE).status_code == 403
        assert signed_in(person).post(f"{PAGE}{dataset.suffix}/send/").status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")
    assert not LifecycleEvent.objects.filter(type="doi.stale").exists()
