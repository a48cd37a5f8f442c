"""Every operation of the document: what token opens it, and that no other does; whose deposits are there at all."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from repository.api.openapi import document
from repository.models import Dataset, Grant, Person, PersonalToken, Role
from tests.addresses.asking import everything_stored
from tests.addresses.scene import nothing_stays
from tests.factories import make_draft, make_moderator, make_operator, make_submitted
from tests.repository.api.program import EVERYTHING, Program, program
from tests.repository.api.surroundings import peopled, values_of

pytestmark = pytest.mark.django_db

READ, WRITE, FILES, SUBMIT = "deposits:read", "deposits:write", "files:write", "submit"
SHARE, COMPUTE = "deposits:share", "compute"
EXPECTED = {
    **dict.fromkeys(
        ("readRoot", "listPoles", "searchVocabularies", "readAgreement", "readRecordSchema", "searchCatalogue"), None
    ),
    # with the token of a letter alone: tests/moderation/pathways/test_api.py
    **dict.fromkeys(("readHandover", "acknowledgeHandover", "integrateHandover", "refuseHandover"), None),
    **dict.fromkeys(("listProcesses", "readProcess"), None),
    **dict.fromkeys(("priceJob", "listJobs", "submitJob", "readJob", "removeJob", "readLog", "reproduceJob"), COMPUTE),
    **dict.fromkeys(("listProducts", "keepProduct", "readProduct", "stopProduct"), COMPUTE),
    "depositJob": WRITE,
    "readMe": "",
    **dict.fromkeys(
        (
            "listDeposits", "readDeposit", "readTimeline", "readRoom", "readDataset", "assessDataset", "readProgress",
            "listFiles", "fetchFile", "listUnfinished", "listProposals", "readReview", "listTemplates",
            "readStanding", "readUrgency",
        ),
        READ,
    ),
    **dict.fromkeys(
        (
            "openDeposit", "changeDeposit", "askForRoom", "addDataset", "changeDataset", "removeDataset", "shareField",
            "answerProposal", "writeRemark", "startDeposit", "startDepositFromFile", "takeFromDataset", "takeFromFile",
        ),
        WRITE,
    ),
    **dict.fromkeys(
        (
            "listPeople", "changePerson", "removePerson", "listInvitations", "invitePerson", "withdrawInvitation",
            "listReviewerLinks", "makeReviewerLink", "revokeReviewerLink",
        ),
        SHARE,
    ),
    **dict.fromkeys(("sendFile", "changeFile", "removeFile"), FILES),
    **dict.fromkeys(("submitDataset", "takeBackDataset", "beginCorrection", "dropCorrection"), SUBMIT),
    **dict.fromkeys(("declareUrgency", "giveUpUrgency"), SUBMIT),
}  # fmt: skip
"""Operation -> the scope it needs; "" any token; None none."""


class Operation(NamedTuple):
    """One operation of the document."""

    name: str
    verb: str
    path: str

    def filled(self, dataset: Dataset) -> str:
        """Its address, about a dataset."""
        return self.path.format(**values_of(dataset))


def operations() -> Iterator[Operation]:
    """Every one."""
    for path, verbs in document()["paths"].items():
        for verb, operation in verbs.items():
            if verb in ("get", "put", "post", "patch", "delete"):
                yield Operation(operation["operationId"], verb.upper(), path)


OPERATIONS = {each.name: each for each in operations()}
CLOSED = sorted(name for name, scope in EXPECTED.items() if scope is not None)
SCOPES = sorted({scope for scope in EXPECTED.values() if scope is not None})
OF_AUTHORS = ("readRoom", "readReview", "listTemplates", "readUrgency")
OF_A_DEPOSIT = sorted(name for name, each in OPERATIONS.items() if "{deposit_id}" in each.path)


def ask(who: Program, name: str, dataset: Dataset) -> Any:
    """An operation with an empty body."""
    operation = OPERATIONS[name]
    body: Any = None if operation.verb in ("GET", "DELETE") else {}
    return who.ask(operation.verb, operation.filled(dataset), body)


def test_every_operation_is_in_the_table() -> None:
    assert {*OPERATIONS} == {*EXPECTED}


@pytest.mark.parametrize("expected", SCOPES)
def test_without_its_scope_nothing_opens_and_nothing_changes(alice: Person, expected: str) -> None:
    dataset = peopled(make_draft(alice), alice)
    others = program(alice, [scope for scope in EVERYTHING if scope != expected])
    expired, revoked = program(alice), program(alice)
    ids = PersonalToken.objects.order_by("pk").values_list("pk", flat=True)
    PersonalToken.objects.filter(pk=ids[1]).update(expires=timezone.now() - timedelta(seconds=1))
    PersonalToken.objects.filter(pk=ids[2]).update(revoked=timezone.now())
    others.get("/api/v1/me/")  # the day of its use is noted
    browser = Program("")
    browser.client.force_login(alice)
    before = everything_stored()
    for name in (name for name in CLOSED if EXPECTED[name] == expected):
        for who, code in ((Program(""), "token-missing"), (browser, "token-missing"), (expired, "token-expired"),
                          (revoked, "token-revoked"), (Program("varve_nothing0_x"), "token-invalid")):  # fmt: skip
            answer = ask(who, name, dataset)
            assert (name, answer.status_code, answer.json()["code"]) == (name, 401, code)
        if expected:
            answer = ask(others, name, dataset)
            assert (name, answer.status_code, answer.json()["code"]) == (name, 403, "scope-missing")
            assert expected in answer.json()["detail"]
    assert everything_stored() == before


@pytest.mark.parametrize("scope", SCOPES)
def test_with_its_scope_alone_it_opens(alice: Person, scope: str) -> None:
    dataset = peopled(make_draft(alice), alice)
    alone = program(alice, [scope or READ])
    for name in (name for name in CLOSED if EXPECTED[name] == scope):
        mine = program(alice, [scope, COMPUTE]) if name == "depositJob" else alone  # which tells of the job too
        with nothing_stays():
            assert ask(mine, name, dataset).status_code not in (401, 403, 404), name


@pytest.mark.parametrize("who", ["stranger", "moderator", "operator", "reviewer"])
def test_another_one_s_deposit_is_not_there(alice: Person, bob: Person, who: str) -> None:
    dataset = peopled(make_submitted(alice), alice)
    people: dict[str, Callable[[], Person]] = {"moderator": lambda: make_moderator("mona"), "operator": make_operator}
    if who == "reviewer":
        Grant.objects.create(person=bob, role=Role.REVIEWER, dataset=dataset)
    asks = program(people.get(who, lambda: bob)())
    asks.get("/api/v1/me/")
    before = everything_stored()
    for name in OF_A_DEPOSIT:
        answer = ask(asks, name, dataset)
        assert (name, answer.status_code, answer.json()["code"]) == (name, 404, "not-found")
    assert everything_stored() == before


def test_a_dataset_is_not_reached_through_another_deposit(alice: Person, bob: Person, api: Program) -> None:
    mine, others = make_draft(alice), make_draft(bob)
    mixed = Dataset(deposit_id=mine.deposit_id, key=others.key)
    for name in OF_A_DEPOSIT:
        if "{key}" in OPERATIONS[name].path:
            assert ask(api, name, mixed).status_code == 404, name


def test_a_co_author_works_with_a_token_of_their_own(alice: Person, bob: Person) -> None:
    dataset = make_draft(alice)
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    here = OPERATIONS["changeDataset"].filled(dataset)
    changed = program(bob).patch(here, {"record": {"quality": {"en": "Calibrated."}}})
    assert changed.json()["record"]["quality"] == {"en": "Calibrated."}


def test_who_was_invited_to_read_reads_and_changes_nothing(alice: Person, bob: Person) -> None:
    dataset = peopled(make_draft(alice), alice)
    Grant.objects.create(person=bob, role=Role.READER, deposit=dataset.deposit)
    reader = program(bob)
    reader.get("/api/v1/me/")
    before = everything_stored()
    for name in OF_A_DEPOSIT:
        answer = ask(reader, name, dataset)
        if name == "listPeople" or (EXPECTED[name] == READ and name not in OF_AUTHORS):
            assert answer.status_code == 200, name
        else:
            assert answer.status_code in (400, 403), name
    assert reader.put(OPERATIONS["sendFile"].filled(dataset), b"1\n").json()["code"] == "not-allowed"
    assert everything_stored() == before


@pytest.mark.parametrize("path", ["/accounts/tokens/", "/deposits/", "/operations/", "/moderation/", "/admin/"])
def test_a_token_opens_no_page(alice: Person, path: str) -> None:
    make_operator_of(alice)
    asked = program(alice).get(path)
    assert asked.status_code == 302
    assert "login" in asked["Location"]


def make_operator_of(person: Person) -> None:
    """Every role there is."""
    for role in (Role.OPERATOR, Role.MODERATOR):
        Grant.objects.create(person=person, role=role)


def test_the_list_has_one_s_own_deposits_only(api: Program, alice: Person, bob: Person) -> None:
    mine, others = make_draft(alice), make_draft(bob)
    told = api.get("/api/v1/deposits/").json()["results"]
    assert [each["id"] for each in told] == [str(mine.deposit_id)]
    assert str(others.deposit_id) not in str(told)
