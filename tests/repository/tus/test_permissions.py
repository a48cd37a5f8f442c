"""An upload belongs to those who may change the dataset, from any of their browsers, and nobody else learns of it."""

import dataclasses
from typing import Any

import pytest
from django.test import Client

from repository.lifecycle import DatasetState
from repository.models import Dataset, Grant, Person, Role, Upload
from repository.uploads import permits
from repository.uploads.permits import permit_for
from tests.factories import make_person
from tests.repository.deposits.test_upload_faults import Body
from tests.repository.tus.web import Direct

pytestmark = pytest.mark.django_db

DATA = b"1,2\n3,4\n"


def another(direct: Direct, person: Person | None, permit: str = "") -> Direct:
    browser = Client(enforce_csrf_checks=True)
    if person is not None:
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        browser.get("/deposits/")
        permit = permit or permit_for(person, direct.dataset.key)
    return dataclasses.replace(direct, client=browser, permit=permit)


@pytest.fixture
def path(direct: Direct) -> str:
    """Half of a file has arrived."""
    begun = direct.begin("a.csv", len(DATA)).path
    direct.send(begun, 0, DATA[:4])
    return begun


def test_another_browser_of_the_same_person_goes_on(direct: Direct, alice: Person, path: str) -> None:
    other = another(direct, alice)
    assert other.head(path).offset == 4
    assert other.send(path, 4, DATA[4:]).offset == len(DATA)


def test_a_co_author_goes_on(direct: Direct, dataset: Dataset, path: str) -> None:
    bob = make_person("bob")
    Grant.objects.create(person=bob, role=Role.CO_AUTHOR, deposit=dataset.deposit)
    assert another(direct, bob).send(path, 4, DATA[4:]).offset == len(DATA)


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.REVIEWER, 403)])
def test_nobody_else_reads_writes_or_drops_it(
    direct: Direct, dataset: Dataset, path: str, role: Role | None, status: int
) -> None:
    bob = make_person("bob")
    if role:
        Grant.objects.create(person=bob, role=role, deposit=dataset.deposit)
    browser = another(direct, bob)
    for answer in (browser.head(path), browser.send(path, 4, DATA[4:]), browser.ask("DELETE", path)):
        assert answer.status == status
    assert browser.begin("b.csv", 4).status == status
    assert direct.head(path).offset == 4


def test_who_is_not_signed_in_is_told_so(direct: Direct, path: str) -> None:
    stranger = another(direct, None, direct.permit)
    for answer in (stranger.begin("b.csv", 4), stranger.head(path), stranger.send(path, 4, DATA[4:])):
        assert (answer.status, answer.text) in {
            (401, "Sign in, then go on: what arrived is kept."),
            (401, ""),
        }


def test_a_dataset_that_went_to_the_moderators_takes_nothing_and_loses_nothing(
    direct: Direct, dataset: Dataset, path: str
) -> None:
    Dataset.objects.filter(pk=dataset.pk).update(state=DatasetState.SUBMITTED)
    assert direct.send(path, 4, DATA[4:]).status == 403
    Dataset.objects.filter(pk=dataset.pk).update(state=DatasetState.DRAFT)
    assert direct.send(path, 4, DATA[4:]).status == 204


def test_an_old_permit_is_told_and_what_came_is_kept(direct: Direct, path: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(permits, "LIFE_S", -1)
    told = direct.send(path, 4, DATA[4:])
    assert (told.status, "open for more than a day" in told.text) == (403, True)
    assert direct.head(path).offset == 4


def test_what_is_refused_is_not_read(direct: Direct, path: str) -> None:
    headers = {"HTTP_TUS_RESUMABLE": "1.0.0", "HTTP_UPLOAD_OFFSET": "4", "CONTENT_LENGTH": "4"}
    wrong: list[dict[str, Any]] = [
        {"HTTP_UPLOAD_PERMIT": "forged"},
        {"HTTP_UPLOAD_PERMIT": direct.permit, "HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_UPLOAD_PERMIT": direct.permit, "CONTENT_LENGTH": "5"},
        {"HTTP_UPLOAD_PERMIT": direct.permit, "HTTP_UPLOAD_OFFSET": "3"},
    ]
    for each in wrong:
        body = Body(DATA[4:])
        given = {"CONTENT_TYPE": "application/offset+octet-stream", **headers, **each, "wsgi.input": body}
        assert direct.client.generic("PATCH", path, **given).status_code in (403, 409, 413)
        assert body.was_read == 0
    assert direct.head(path).offset == 4


def test_the_page_is_told_what_can_go_on_and_drops_one(direct: Direct, dataset: Dataset, path: str) -> None:
    base = f"/deposits/{dataset.deposit_id}/datasets/{dataset.key}/files/"
    told = direct.client.get(f"{base}unfinished/").json()
    (line,) = told["uploads"]
    assert (line["url"], line["path"], line["length"], line["arrived"]) == (path, "a.csv", 8, 4)
    shown = direct.client.get(base).content.decode()
    assert "Not whole yet" in shown
    assert "Remove a.csv" in shown
    browser = Client()
    browser.force_login(dataset.deposit.created_by)  # type: ignore[union-attr]
    assert browser.post(f"{base}unfinished/{line['url'].rpartition('/')[2]}/drop/").status_code == 302
    assert not Upload.objects.exists()
