"""What programs of data centres ask and answer: the token alone opens, and what comes twice changes nothing."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from moderation.models import DataCentre, Handover
from repository.models import LifecycleEvent, Person
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.moderation.pathways.steps import bearer, handed_over, to
from tests.moderation.pathways.steps import end as end_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(alice: Person, mona: Person, seadata: DataCentre) -> Handover:
    return handed_over(alice, mona, seadata)


def ask(handover: Handover, end: str = "", body: Any = None, **headers: str) -> Any:
    """A request with the handover's own token, unless headers say otherwise."""
    url = f"/api/v1/handovers/{handover.key}/{end}"
    shown: dict[str, Any] = dict(headers or bearer(handover))
    if body is None:
        return Client().get(url, **shown)
    return Client().post(url, body, content_type="application/json", **shown)


def test_a_centre_reads_where_the_bytes_are_and_their_sums(handover: Handover) -> None:
    told = ask(handover).json()
    (file,) = told["layer"]["listed"]
    fetched = Client().get(file["url"].replace("http://localhost:8000", ""), **bearer(handover))  # type: ignore[arg-type]
    assert len(b"".join(fetched)) == file["bytes"]
    assert (file["path"], told["state"], told["centre"]) == ("oxygen.csv", "offered", "seadata")
    assert any(each["url"].endswith("/export/iso19139") for each in told["dataset"]["descriptions"])
    assert "token" not in str(told).lower()


@pytest.mark.parametrize("end", ["", "acknowledgement/", "integration/", "refusal/"])
def test_nothing_else_opens_it(handover: Handover, alice: Person, mona: Person, seadata: DataCentre, end: str) -> None:
    other = handed_over(alice, mona, seadata)
    body = {"identifier": "x"} if end else None
    wrong = {"HTTP_AUTHORIZATION": "Bearer varve_nothing0_x"}
    for headers, code in (
        ({"HTTP_X": "1"}, "token-missing"),
        (bearer(other), "token-invalid"),
        (wrong, "token-invalid"),
    ):
        answer = ask(handover, end, body, **headers)
        assert (answer.status_code, answer.json()["code"]) == (401, code)
    nobody = Handover(key=uuid4())
    assert ask(nobody, end, body, **bearer(handover)).status_code == 401
    signed_in = Client()
    signed_in.force_login(alice)
    assert signed_in.get(f"/api/v1/handovers/{handover.key}/").status_code == 401
    assert signed_in.get(f"/api/v1/handovers/{handover.key}/?token=x").status_code == 400
    end_of(handover)
    assert ask(handover, end, body).json()["code"] == "token-expired"
    handover.refresh_from_db()
    assert handover.state == "offered"


def test_answers_that_come_twice_are_told_once(
    handover: Handover, alice: Person, mailoutbox: list[EmailMessage]
) -> None:
    mailoutbox.clear()
    for _ in range(3):
        assert ask(handover, "acknowledgement/", {}).json()["state"] == "acknowledged"
    run_everything_due()
    assert LifecycleEvent.objects.filter(type="handover.acknowledged").count() == 1
    (mail,) = to(mailoutbox, alice.email)
    assert "Sea Data has" in mail.subject


def test_an_integration_is_shown_to_readers_and_to_the_registrar(
    handover: Handover, alice: Person, mailoutbox: list[EmailMessage]
) -> None:
    page = f"/datasets/{handover.dataset.suffix}/"
    assert "Also in" not in Client().get(page).content.decode()
    mailoutbox.clear()
    said = {"identifier": "10.17882/1234", "address": "https://seadata.example.org/1234"}
    for _ in range(2):
        answer = ask(handover, "integration/", said)
        assert (answer.status_code, answer.json()["integrated_as"]) == (200, "10.17882/1234")
    assert ask(handover, "acknowledgement/", {}).json()["state"] == "integrated", "a late message moves nothing back"
    run_everything_due()
    shown = Client().get(page).content.decode()
    assert "Also in" in shown
    assert 'href="https://seadata.example.org/1234"' in shown
    datacite = Client().get(f"{page}export/datacite-xml").content.decode()
    assert 'relationType="IsIdenticalTo"' in datacite
    assert "10.17882/1234" in datacite
    assert LifecycleEvent.objects.filter(type="dataset.kept_elsewhere").count() == 1
    assert [mail.subject for mail in to(mailoutbox, alice.email)] == [
        "Varve: “Dissolved oxygen in the Gulf of Lion, 2019-2026” is also at Sea Data now"
    ]


def test_another_identifier_is_refused_and_nothing_changes(handover: Handover) -> None:
    assert ask(handover, "integration/", {"identifier": "local 12"}).status_code == 200
    answer = ask(handover, "integration/", {"identifier": "local 13"})
    assert (answer.status_code, answer.json()["code"]) == (409, "integrated-otherwise")
    handover.refresh_from_db()
    assert handover.identifier == "local 12"
    run_everything_due()
    datacite = Client().get(f"/datasets/{handover.dataset.suffix}/export/datacite-xml").content.decode()
    assert '<alternateIdentifier alternateIdentifierType="Sea Data">local 12</alternateIdentifier>' in datacite


@pytest.mark.parametrize(
    ("end", "body"),
    [
        ("acknowledgement/", {"extra": 1}),
        ("acknowledgement/", []),
        ("integration/", {}),
        ("integration/", {"identifier": ""}),
        ("integration/", {"identifier": "x" * 301}),
        ("integration/", {"identifier": "1", "address": "javascript:alert(1)"}),
        ("integration/", {"identifier": 12}),
        ("refusal/", {}),
        ("refusal/", {"reason": "   "}),
        ("refusal/", {"reason": "\u0000"}),
    ],
)
def test_what_is_malformed_is_refused_with_a_code(handover: Handover, end: str, body: Any) -> None:
    answer = ask(handover, end, body)
    assert answer.status_code in (400, 409), answer.content
    assert answer.json()["code"]
    handover.refresh_from_db()
    assert handover.state == "offered"


def test_a_refusal_is_read_by_the_provider_and_the_centre_may_think_again(
    handover: Handover, alice: Person, mailoutbox: list[EmailMessage]
) -> None:
    mailoutbox.clear()
    assert ask(handover, "refusal/", {"reason": "Outside our region."}).json()["state"] == "declined"
    run_everything_due()
    assert "Outside our region." in to(mailoutbox, alice.email)[0].body
    assert ask(handover, "integration/", {"identifier": "S-1"}).json()["state"] == "integrated"
    assert ask(handover, "refusal/", {"reason": "No."}).status_code == 409


def test_after_a_withdrawal_nothing_is_answered(handover: Handover, mona: Person) -> None:
    shown = bearer(handover)
    withdraw_dataset(dataset_key=handover.dataset.key, actor=mona, reason="Wrong.")
    run_everything_due()
    assert ask(handover, "acknowledgement/", {}, **shown).status_code == 401
