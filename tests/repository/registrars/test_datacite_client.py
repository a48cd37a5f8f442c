"""The REST client: each answer of DataCite has its error, and no secret comes out."""

import base64
import logging
from collections.abc import Callable

import pytest

from repository.errors import PermanentFailure, TransientFailure
from repository.registrars.base import Busy
from repository.registrars.datacite_client import DataCiteClient, Hidden, Taken, Unknown
from tests.fakes.datacite.faults import Fault, answer, cut, drip, garbage, silence
from tests.fakes.datacite.server import FakeDataCite
from tests.repository.registrars.conftest import OTHERS, OURS, PASSWORD, PATIENCE_S, PREFIX

DOI, URL = f"{PREFIX}/1042", "https://data.example.org/datasets/1042/"


def create(client: DataCiteClient) -> None:
    client.create_draft(doi=DOI, url=URL)


def test_a_draft_is_made_by_post_in_the_shape_of_the_documentation(fake: FakeDataCite, client: DataCiteClient) -> None:
    create(client)
    (seen,) = fake.seen
    assert (seen.method, seen.path, seen.status) == ("POST", "/dois", 201)
    assert seen.headers["content-type"] == "application/vnd.api+json"
    assert seen.body == {"data": {"type": "dois", "attributes": {"doi": DOI, "prefix": PREFIX, "url": URL}}}
    assert client.read(doi=DOI).state == "draft"


def test_a_draft_that_exists_is_taken_whoever_made_it(client: DataCiteClient) -> None:
    create(client)
    with pytest.raises(Taken):
        create(client)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (answer(401), (PermanentFailure, "registrar-account")),
        (answer(403), (PermanentFailure, "registrar-account")),
        (answer(301, location="https://elsewhere.example.org/"), (PermanentFailure, "registrar-account")),
        (answer(400), (PermanentFailure, "doi-refused")),
        (answer(422, "Invalid URL"), (PermanentFailure, "doi-refused")),
        (answer(422, "This DOI has already been taken"), (Taken, "doi-taken")),
        (answer(404), (Hidden, "doi-unknown")),
        (answer(429), (Busy, "registrar-busy")),
        (answer(500), (Unknown, "registrar-silent")),
        (answer(502, works=True), (Unknown, "registrar-silent")),
        (answer(503), (Unknown, "registrar-silent")),
        (answer(504, works=True), (Unknown, "registrar-silent")),
        (silence(2), (Unknown, "registrar-silent")),
        (silence(2, works=True), (Unknown, "registrar-silent")),
        (drip(2), (Unknown, "registrar-silent")),
        (cut(), (Unknown, "registrar-silent")),
        (cut(works=True), (Unknown, "registrar-silent")),
        (garbage(), (Unknown, "registrar-silent")),
    ],
    ids=lambda value: "",
)
@pytest.mark.parametrize("method", ["POST", "PUT", "GET", "DELETE"])
def test_every_bad_answer_has_its_error(
    fake: FakeDataCite, fault: Fault, expected: tuple[type[Exception], str], method: str
) -> None:
    patience = 0.4 if fault.seconds else PATIENCE_S
    client = DataCiteClient(url=fake.url, user=OURS.user, password=OURS.password, timeout_s=patience)
    calls: dict[str, Callable[[], object]] = {
        "POST": lambda: create(client),
        "PUT": lambda: client.make_findable(doi=DOI, url=URL, metadata=b"<x/>"),
        "GET": lambda: client.read(doi=DOI),
        "DELETE": lambda: client.delete_draft(doi=DOI),
    }
    error, code = expected
    fake.next(fault, method=method)
    with pytest.raises(error) as raised:
        calls[method]()
    assert isinstance(raised.value, PermanentFailure | TransientFailure)
    assert raised.value.code == code
    assert len(fake.seen) == 1


def test_a_success_that_is_another_than_expected_says_nothing(fake: FakeDataCite, client: DataCiteClient) -> None:
    fake.next(answer(202, works=True))
    with pytest.raises(Unknown):
        create(client)


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("soon", 0.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)])
def test_a_pause_is_as_long_as_datacite_asks(
    fake: FakeDataCite, client: DataCiteClient, header: str, seconds: float
) -> None:
    fake.next(answer(429, retry_after=header))
    with pytest.raises(Busy) as busy:
        create(client)
    assert busy.value.retry_after_s == seconds


def test_wrong_credentials_are_told_for_the_operator(fake: FakeDataCite) -> None:
    wrong = DataCiteClient(url=fake.url, user=OURS.user, password="not this one", timeout_s=PATIENCE_S)
    with pytest.raises(PermanentFailure, match="DATACITE_USER, DATACITE_PASSWORD"):
        create(wrong)
    fake.bad_credentials = 404
    with pytest.raises(Hidden, match="DATACITE_USER and DATACITE_PASSWORD"):
        create(wrong)


def test_no_secret_is_logged_or_told_even_where_the_server_repeats_it(
    fake: FakeDataCite, client: DataCiteClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = base64.b64encode(f"{OURS.user}:{PASSWORD}".encode()).decode()
    told = []
    for fault in (answer(422, f"bad {PASSWORD} and {token}"), answer(500, PASSWORD), silence(0.3), cut(), garbage()):
        fake.next(fault)
        with pytest.raises((PermanentFailure, TransientFailure)) as raised:
            create(client)
        told += [str(raised.value), repr(raised.value), str(raised.value.__cause__)]
    text = " ".join([*told, caplog.text, repr(client)])
    assert "bad *** and ***" in text
    assert PASSWORD not in text
    assert token not in text


def test_an_answer_about_another_doi_is_not_believed(fake: FakeDataCite, client: DataCiteClient) -> None:
    create(client)
    fake.registry.dois[DOI].doi = f"{PREFIX}/1"
    with pytest.raises(Unknown):
        client.read(doi=DOI)


def test_all_our_dois_are_listed_page_by_page_and_nobody_elses(fake: FakeDataCite, client: DataCiteClient) -> None:
    for number in range(1001, 3503):
        fake.registry.create(OURS, {"doi": f"{PREFIX}/{number}"})
    fake.registry.create(OTHERS, {"doi": f"{PREFIX}/9999"})
    assert len(set(client.own_dois(prefix=PREFIX))) == 2502
    assert len(fake.asked("GET")) == 3
