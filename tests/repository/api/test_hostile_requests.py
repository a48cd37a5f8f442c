"""Requests that are odd beside their bodies: methods, headers, addresses, cursors, other sites, too many of them."""

import pytest

from repository.api import throttling
from repository.models import Dataset, Person
from tests.factories import make_draft
from tests.repository.api.program import Program, program

pytestmark = pytest.mark.django_db

ODD = ("TRACE", "CONNECT", "PROPFIND", "LINK", "X" * 200)


def test_head_is_get_without_a_body_and_options_tells_the_methods(api: Program, here: str) -> None:
    api.put(f"{here}files/a.csv", b"a,b\n")
    for path in (here, f"{here}files/", f"{here}files/a.csv", "/api/v1/deposits/"):
        assert api.ask("HEAD", path).status_code == 200
    told = api.ask("OPTIONS", here)
    assert (told.status_code, told["Allow"]) == (204, "GET, PATCH, DELETE, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ODD)
def test_another_method_is_refused_and_says_which_there_are(api: Program, here: str, method: str) -> None:
    answer = api.ask(method, here)
    assert answer.status_code == 405
    assert answer.json()["code"] == "method-not-allowed"
    assert "PATCH" in answer["Allow"]


def test_a_method_is_not_overridden_by_a_header(api: Program, here: str, dataset: Dataset) -> None:
    answer = api.post(here, {}, X_HTTP_Method_Override="DELETE")
    assert answer.status_code == 405
    assert Dataset.objects.filter(pk=dataset.pk, is_removed=False).exists()


def test_other_sites_get_no_permission_and_a_session_opens_nothing(alice: Person, here: str) -> None:
    browser = Program("")
    browser.client.force_login(alice)
    for method in ("GET", "PATCH", "DELETE", "OPTIONS"):
        answer = browser.ask(method, here, Origin="https://evil.example", Sec_Fetch_Site="cross-site")
        assert answer.status_code == 401
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("tag", ['"r99"', "r1", 'W/"r0"', '"x"', '"r0", "r1"', '"' + "r" * 90 + '"', '"r-1"', '"r٣"'])
def test_what_was_changed_since_is_not_written_over(api: Program, here: str, tag: str) -> None:
    answer = api.patch(here, {"record": {"quality": {"en": "Good."}}}, If_Match=tag)
    assert (answer.status_code, answer.json()["code"]) == (412, "revision-differs")
    assert api.get(here).json()["record"] == {}


def test_a_change_of_what_was_read_is_made(api: Program, here: str, dataset: Dataset) -> None:
    read = api.get(here)
    assert read["ETag"] == '"r0"'
    changed = api.patch(here, {"record": {"quality": {"en": "Good."}}}, If_Match=read["ETag"])
    assert (changed.status_code, changed["ETag"]) == (200, '"r1"')
    assert api.patch(here, {"record": {"quality": None}}, If_Match=read["ETag"]).status_code == 412
    assert api.post(f"{here}submit/", {}, If_Match='"r0"').status_code == 412
    deposit = f"/api/v1/deposits/{dataset.deposit_id}/"
    before = api.get(deposit)["ETag"]
    assert api.patch(deposit, {"shared": {"poles": ["ocean"]}}, If_Match=before).status_code == 200
    assert api.patch(deposit, {"shared": {"poles": None}}, If_Match=before).status_code == 412
    assert api.patch(deposit, {"shared": {"poles": None}}).json()["shared"] == {}


@pytest.mark.parametrize("cursor", ["", "x", "é", "bnVsbA==", "WzFd", "WyIxIiwgIngiXQ==", "W10=", "A" * 5_000, "%00"])
def test_a_cursor_of_somebody_s_own_making_is_refused(api: Program, here: str, cursor: str) -> None:
    for path in ("/api/v1/deposits/", f"{here}files/"):
        answer = api.get(f"{path}?cursor={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor-malformed")


@pytest.mark.parametrize("limit", ["0", "-1", "501", "x", "1e3", "", "99999999999", "٣"])
def test_a_page_has_a_number_of_rows(api: Program, limit: str) -> None:
    answer = api.get(f"/api/v1/deposits/?limit={limit}")
    assert (answer.status_code, answer.json()["code"]) == (400, "limit-malformed")


def test_the_list_is_gone_through_by_its_cursors_and_by_state(api: Program, alice: Person) -> None:
    made = [str(make_draft(alice).deposit_id) for _each in range(5)]
    seen, url = [], "/api/v1/deposits/?limit=2"
    while url:
        page = api.get(url.removeprefix("http://localhost:8000")).json()
        seen += [each["id"] for each in page["results"]]
        url = page["next"]
    assert seen == made[::-1]
    assert len(api.get("/api/v1/deposits/?state=draft").json()["results"]) == 5
    assert api.get("/api/v1/deposits/?state=published").json()["results"] == []
    assert api.get("/api/v1/deposits/?state=lost").json()["code"] == "state-unknown"


@pytest.mark.parametrize("path", ["nowhere/", "deposits/1/", "deposits/../../admin/", "deposits/%00/", "me/%2e%2e/"])
def test_what_is_not_there_is_said_in_json(api: Program, path: str) -> None:
    answer = api.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_too_many_requests_are_told_to_wait(alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "WITH_TOKEN", 3)
    monkeypatch.setattr(throttling, "WITHOUT", 2)
    mine, others = program(alice), program(bob)
    assert [mine.get("/api/v1/me/").status_code for _each in range(4)] == [200, 200, 200, 429]
    assert 1 <= int(mine.get("/api/v1/me/")["Retry-After"]) <= 60
    assert others.get("/api/v1/me/").status_code == 200
    assert [Program("").get("/api/v1/poles/").status_code for _each in range(3)] == [200, 200, 429]


@pytest.mark.usefixtures("french")
def test_what_is_wrong_is_said_in_the_language_of_the_program(api: Program, here: str) -> None:
    told = api.patch(here, {"access": {"policy": "embargoed", "embargo_until": "2001-01-01"}}, Accept_Language="fr")
    assert told["Content-Language"] == "fr"
    assert "2001-01-01 est déjà" in told.json()["detail"]
    assert api.get(here, Accept_Language="fr-CA").json()["holder"] != api.get(here).json()["holder"]


def test_answers_are_not_for_caches_and_name_their_request(api: Program, here: str) -> None:
    answer = api.get(here)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Request-ID"]
    assert answer["X-Content-Type-Options"] == "nosniff"
