"""Bodies that are sent to harm: each is refused in words with its place, and nothing of it stays."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from repository.models import AccessPolicy, Dataset, Deposit, Person
from repository.record.document import SEALED_FIELDS
from tests.addresses.asking import everything_stored
from tests.factories import make_draft
from tests.repository.api.program import Program

pytestmark = pytest.mark.django_db

DEEP = 100_000
NOT_JSON = {
    b"": None,
    b"{": "not-json",
    b"\xff\xfe{\x00}\x00": "not-json",
    b"\xef\xbb\xbf{}": "not-json",
    b"{'record': {}}": "not-json",
    b'{"record": {"a": NaN}}': "not-json",
    b'{"record": {"a": -Infinity}}': "not-json",
    b'{"record": {"a": 1e400}}': "not-json",
    b'{"record": {"quality": 1}, "record": {}}': "said-twice",
    b'{"record": {"title": {"en": "a", "en": "b"}}}': "said-twice",
    b'{"record": {"quality": 100000000000000000000}}': "number-too-large",
    b'{"record": {"quality": ' + b"9" * 5_000 + b"}}": "not-json",
    b'{"record": {"quality": "a\\u0000b"}}': "control-character",
    b'{"record": {"quality": "\\ud800"}}': "control-character",
    b'{"record": {"quality": {"\\u0000": 1}}}': "name",
    b'{"record": ' + b"[" * 31 + b"]" * 31 + b"}": "too-deep",
    b'{"record": ' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}": "too-deep",
    b"[" * DEEP: "too-deep",
    b"[]": "not-an-object",
    b"null": "not-an-object",
    b'"record"': "not-an-object",
    b"1": "not-an-object",
}


@pytest.mark.parametrize("body", NOT_JSON, ids=lambda body: repr(body[:40]))
def test_what_is_no_strict_json_is_refused(api: Program, here: str, body: bytes) -> None:
    api.get("/api/v1/me/")
    before = everything_stored()
    answer = api.ask("PATCH", here, raw=body)
    code = NOT_JSON[body]
    if code is None:
        assert answer.status_code == 200
        return
    told = answer.json()
    assert answer.status_code == 400
    assert code in (told["code"], *(each["code"] for each in told.get("errors", ())))
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"state": "published"}, "/state"),
        ({"standing": "public"}, "/standing"),
        ({"doi": "10.1234/mine"}, "/doi"),
        ({"revision": 99}, "/revision"),
        ({"created_by": 1}, "/created_by"),
        ({"deposit": "x"}, "/deposit"),
        ({"is_removed": True}, "/is_removed"),
        ({"record": {"draft_revision": 1}}, "/record/draft_revision"),
        ({"record": {"publication": {}}}, "/record/publication"),
        ({"record": {"schema_version": 2}}, "/record/schema_version"),
        ({"record": {"__proto__": {}}}, "/record/__proto__"),
        ({"record": {"a/b~c": {}}}, "/record/a~1b~0c"),
        ({"record": []}, "/record"),
        ({"record": "title"}, "/record"),
        ({"access": {"policy": "secret"}}, "/access/policy"),
        ({"access": {"policy": "open", "embargo_until": "2090-01-01"}}, "/access/embargo_until"),
        ({"access": {"policy": "embargoed", "embargo_until": "2001-01-01"}}, "/access/embargo_until"),
        ({"access": {"policy": "embargoed", "embargo_until": "tomorrow"}}, "/access/embargo_until"),
        ({"access": {"policy": "open", "state": "published"}}, "/access/state"),
        ({"access": {}}, "/access/policy"),
        ({"access": None}, "/access"),
    ],
)
def test_nothing_but_what_the_document_names_can_be_set(api: Program, here: str, body: Any, pointer: str) -> None:
    api.get("/api/v1/me/")
    before = everything_stored()
    answer = api.patch(here, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), answer.json()
    assert everything_stored() == before


def test_a_deposit_takes_nothing_but_shared_fields(api: Program, alice: Person, bob: Person) -> None:
    wrong: tuple[Any, ...] = (
        {"created_by": bob.pk},
        {"id": "x"},
        {"shared": {"documents": []}},
        {"shared": {"publication": 1}},
    )
    for body in wrong:
        answer = api.post("/api/v1/deposits/", body)
        assert (answer.status_code, answer.json()["code"]) in {(400, "invalid"), (400, "unknown-field")}
        assert answer.json()["errors"] or answer.json()["code"] == "unknown-field"
    assert not Deposit.objects.exists()


@pytest.mark.parametrize("body", [{"record": {"title": {"en": "x" * 4_100_000}}}])
def test_a_giant_body_is_refused_before_it_is_read_whole(api: Program, here: str, body: Any) -> None:
    answer = api.patch(here, body)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_description_without_end_is_refused(api: Program, here: str) -> None:
    answer = api.patch(here, {"record": {"keywords": [{"term": {"en": str(number)}} for number in range(1_001)]}})
    assert (answer.status_code, answer.json()["code"]) == (409, "draft-too-large")


def test_whatever_else_is_typed_is_kept_and_told(api: Program, here: str) -> None:
    odd = {"title": 5, "keywords": {"a": [1, None]}, "place": "here", "creators": [[[]]], "time": False}
    changed = api.patch(here, {"record": odd})
    assert (changed.status_code, changed.json()["record"]) == (200, odd)
    assert api.get(here).status_code == 200
    assessed = api.get(f"{here}assessment/").json()
    assert not assessed["is_ready"]
    assert {"/title", "/place"} <= {each["pointer"] for each in assessed["findings"]}
    assert api.get("/api/v1/deposits/").status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "a/b/c"]
)
def test_only_json_is_read(api: Program, here: str, kind: str) -> None:
    answer = api.ask("PATCH", here, raw=b'{"record": {}}', Content_Type=kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")


def test_packed_and_endless_bodies_are_refused(api: Program, here: str) -> None:
    packed = api.ask("PATCH", here, raw=b"\x1f\x8b", Content_Encoding="gzip")
    assert packed.status_code == 415
    endless = api.ask("PATCH", here, raw=b"{}", Transfer_Encoding="chunked")
    assert (endless.status_code, endless.json()["code"]) == (411, "length-missing")


def test_the_embargo_and_the_description_are_both_changed_or_neither(api: Program, alice: Person) -> None:
    dataset = make_draft(alice)
    here = f"/api/v1/deposits/{dataset.deposit_id}/datasets/{dataset.key}/"
    day = (timezone.now() + timedelta(days=100)).date().isoformat()
    wanted = {"access": {"policy": "embargoed", "embargo_until": day}, "record": {"quality": {"en": "Good."}}}
    changed = api.patch(here, wanted)
    assert changed.json()["access"] == wanted["access"]
    too_much = {"record": {"keywords": [{}] * 1_001}, "access": {"policy": "open"}}
    assert api.patch(here, too_much).status_code == 409
    assert Dataset.objects.get().access == AccessPolicy.EMBARGOED


def test_a_long_name_or_sealed_field_is_told_with_its_place(api: Program, here: str) -> None:
    for name in (*SEALED_FIELDS, "x" * 401):
        answer = api.patch(here, {"record": {name: 1}})
        assert answer.status_code == 400
        assert len(json.dumps(answer.json())) < 2_000
