"""Starting from what there is, by a program: another dataset, or a description in a file."""

import json
from typing import Any

import pytest

from repository.crosswalks.readers.choice import ZIP_MOST
from repository.models import Dataset, Deposit, Grant, Person, Role, Template
from repository.services.deposits import write_draft
from tests.addresses.asking import everything_stored
from tests.factories import DOCUMENT, make_draft, make_moderator, make_public, make_submitted
from tests.repository.api.program import Program, program
from tests.repository.deposits.test_upload_faults import Body
from tests.repository.templates.test_start_files import RECORD

pytestmark = pytest.mark.django_db

START, START_FILE = "/api/v1/deposits/start/", "/api/v1/deposits/start/file/"
JSON_LD = {"@context": "https://schema.org/", "@type": "Dataset", "name": "Casts", "description": "Monthly casts."}


def send(who: Program, path: str, data: bytes | str, **headers: Any) -> Any:
    """A file as the body of a POST."""
    raw = data.encode() if isinstance(data, str) else data
    return who.ask("POST", path, raw=raw, **{"Content_Type": "application/octet-stream"} | headers)


def draft_of(answer: Any) -> dict[str, Any]:
    """The draft of the deposit that was opened."""
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == answer.json()["url"]
    draft: dict[str, Any] = Dataset.objects.get(key=answer.json()["datasets"][0]["key"]).draft
    return draft


def test_a_deposit_begins_with_what_another_one_of_mine_says(api: Program, alice: Person) -> None:
    source = make_draft(alice, identifiers=[{"value": "PAC-17", "kind": "cruise number"}])
    for name in (str(source.key), source.doi, f"https://doi.org/{source.doi}"):
        draft = draft_of(api.post(START, {"source": name}))
        assert (draft["title"], draft["creators"]) == (DOCUMENT["title"], DOCUMENT["creators"])
        assert "identifiers" not in draft


def test_of_somebody_else_s_only_what_is_public_and_people_when_asked(alice: Person, bob: Person) -> None:
    source = make_public(alice, make_moderator("mona"))
    his = program(bob)
    plain = draft_of(his.post(START, {"source": source.doi}))
    assert (plain["title"], "creators" in plain, "related" in plain) == (DOCUMENT["title"], False, False)
    asked = draft_of(his.post(START, {"source": source.doi, "with_people": True, "relation": "IsDerivedFrom"}))
    assert asked["creators"][0]["family"] == "Marin"
    assert asked["related"][0]["relation"] == "IsDerivedFrom"


@pytest.mark.parametrize("role", [None, Role.READER, Role.REVIEWER, Role.MODERATOR])
def test_what_one_may_not_start_from_is_as_if_it_were_not(alice: Person, bob: Person, role: Role | None) -> None:
    source = make_submitted(alice)
    if role == Role.MODERATOR:
        Grant.objects.create(person=bob, role=role)
    elif role:
        Grant.objects.create(person=bob, role=role, deposit=source.deposit)
    his = program(bob)
    his.get("/api/v1/me/")
    before = everything_stored()
    there, nowhere = (his.post(START, {"source": name}) for name in (str(source.key), "10.5072/999999999"))
    assert (there.status_code, there.json()["code"]) == (400, "source-unknown")
    assert there.json() == nowhere.json()
    assert his.post(START, {"source": source.doi}).json() == nowhere.json()
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/source"),
        ({"source": ""}, "/source"),
        ({"source": 5}, "/source"),
        ({"source": "x" * 301}, "/source"),
        ({"source": "10.5072/1", "relation": "Obsoletes"}, "/relation"),
        ({"source": "10.5072/1", "with_people": "yes"}, "/with_people"),
        ({"source": "10.5072/1", "owner": 1}, "/owner"),
    ],
)
def test_a_wish_that_is_none_opens_nothing(api: Program, body: Any, pointer: str) -> None:
    answer = api.post(START, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert not Deposit.objects.exists()


def test_a_deposit_begins_with_what_a_file_says_and_tells_what_was_not_understood(api: Program) -> None:
    started = send(api, f"{START_FILE}?name=record.xml&language=en", RECORD)
    assert draft_of(started)["title"] == {"en": "Oxygen <b>of</b> the shelf"}
    here = started.json()["datasets"][0]["url"].removeprefix("http://localhost:8000")
    (told,) = api.get(f"{here}templates/").json()["results"]
    assert (told["kind"], told["label"], told["dialect"]) == ("file", "record.xml", "datacite-xml")
    assert told["remarks_count"] == len(told["remarks"]) > 0
    assert "143.2 is not a latitude" in str(told["remarks"])
    proposals = api.get(f"{here}proposals/").json()["results"]
    assert {"title": "used"}.items() <= {each["field"]: each["state"] for each in proposals}.items()


def test_a_draft_is_only_proposed_what_another_one_or_a_file_says(
    api: Program, alice: Person, dataset: Dataset, here: str
) -> None:
    write_draft(dataset_key=dataset.key, actor=alice, fields={"title": {"en": "Mine"}})
    other = api.post(f"{here}templates/", {"source": make_draft(alice).doi})
    file = send(api, f"{here}templates/file/?name=casts.json", json.dumps(JSON_LD))
    assert (other.status_code, other.json()["kind"], other.json()["remarks"]) == (201, "deposit", [])
    assert (file.status_code, file.json()["dialect"]) == (201, "schema-org")
    assert api.get(here).json()["record"] == {"title": {"en": "Mine"}}
    offers = {each["field"]: each["offer"] for each in api.get(f"{here}proposals/").json()["results"]}
    used = api.post(f"{here}proposals/", {"action": "use-clear", "offers": {"creators": offers["creators"]}})
    assert used.status_code == 200
    assert api.get(here).json()["record"]["creators"] == DOCUMENT["creators"]


BAD = {
    b"": "document-unknown",
    b"station,depth\nA1,10\n": "document-unknown",
    b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><resource>&x;</resource>': "document-entities",
    b"<resource": "document-broken",
    b"[" * 100_000: "document-too-large",
    b"PK\x03\x04" + b"\x00" * 100: "document-not-in-zip",
}


@pytest.mark.parametrize("data", BAD, ids=lambda data: repr(data[:20]))
def test_a_file_that_is_no_description_is_refused_and_opens_nothing(api: Program, here: str, data: bytes) -> None:
    for path in (START_FILE, f"{here}templates/file/"):
        answer = send(api, f"{path}?name=record.xml", data)
        assert (answer.status_code, answer.json()["code"]) == (422, BAD[data])
        assert b"root:" not in answer.content
    assert Deposit.objects.count() == 1
    assert not Template.objects.exists()


def test_a_file_is_bounded_named_and_arrives_whole(api: Program) -> None:
    for length, status, code in ((ZIP_MOST + 1, 413, "upload-too-large"), (5_000, 422, "upload-cut")):
        coming: dict[str, Any] = {"wsgi.input": Body(RECORD.encode()), "CONTENT_LENGTH": str(length)}
        told = api.client.post(f"{START_FILE}?name=a", headers={"Authorization": f"Bearer {api.token}"}, **coming)
        assert (told.status_code, told.json()["code"]) == (status, code)
    for query, code in (
        ("", "name-missing"),
        ("?name=a.xml&language=EN", "language-malformed"),
        ("?name=..", "file-refused"),
    ):
        answer = send(api, f"{START_FILE}{query}", RECORD)
        assert answer.status_code in (400, 422)
        assert answer.json()["code"] == code
    endless = send(api, f"{START_FILE}?name=a.xml", RECORD, Transfer_Encoding="chunked")
    assert endless.status_code == 411
    assert not Deposit.objects.exists()


def test_what_cannot_be_edited_now_takes_nothing(api: Program, alice: Person) -> None:
    dataset = make_submitted(alice)
    here = f"/api/v1/deposits/{dataset.deposit_id}/datasets/{dataset.key}/templates/"
    for answer in (api.post(here, {"source": dataset.doi}), send(api, f"{here}file/?name=a.xml", RECORD)):
        assert (answer.status_code, answer.json()["code"]) == (409, "not-editable")
    assert api.get(here).json() == {"results": []}
