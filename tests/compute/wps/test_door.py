"""The address of WPS: anybody reads descriptions, a token runs jobs, and they are the jobs of every other door."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from compute.models import Job
from compute.queries import results_of
from tests.compute.doors.programs import nobody_asked_too_often
from tests.compute.people import asked, ended, published, site
from tests.compute.wps.schemas import valid
from tests.compute.wps.written import about_2, box_1, complex_1, execute_1, execute_2, input_1, input_2, literal_1
from tests.factories import make_draft, make_person
from tests.repository.api.program import Program, program

__all__ = ["nobody_asked_too_often", "site"]
pytestmark = pytest.mark.django_db

STORED = (
    '<wps:ResponseForm><wps:ResponseDocument storeExecuteResponse="true" status="true" lineage="true">'
    '<wps:Output asReference="true"><ows:Identifier>echo</ows:Identifier></wps:Output>'
    "</wps:ResponseDocument></wps:ResponseForm>"
)
RAW = (
    "<wps:ResponseForm><wps:RawDataOutput><ows:Identifier>echo</ows:Identifier></wps:RawDataOutput></wps:ResponseForm>"
)
FIRST = literal_1("text", "hello") + complex_1("numbers", "[3, 1, 2]")
SECOND = input_2("text", "<wps:Data>hello</wps:Data>") + input_2("numbers", "<wps:Data>[3, 1, 2]</wps:Data>")
GIVEN: dict[str, Any] = {"text": "hello", "numbers": [3, 1, 2]}


@pytest.fixture
def alice(site: Path) -> Program:
    return program(make_person("alice"))


def post(who: Program, body: bytes) -> Any:
    return who.ask("POST", "/wps", raw=body, Content_Type="text/xml")


def get(who: Program, **said: str) -> Any:
    return who.get("/wps?" + "&".join(f"{name}={value}" for name, value in {"service": "WPS", **said}.items()))


def refused(answer: Any) -> tuple[int, str, str]:
    report = valid(answer.content, "2.0.0" if b"ows/2.0" in answer.content else "1.0.0").find("{*}Exception")
    return answer.status_code, report.get("exceptionCode"), report.get("locator", "")


def test_the_same_request_by_either_version_or_the_service_is_one_job(alice: Program) -> None:
    first = valid(post(alice, execute_1("echo", FIRST, STORED)).content, "1.0.0")
    second = valid(post(alice, execute_2("echo", SECOND, '<wps:Output id="echo"/>')).content, "2.0.0")
    pairs = get(
        alice, version="1.0.0", request="Execute", identifier="echo", storeExecuteResponse="true",
        datainputs="text=hello;numbers=[3,1,2]",
    )  # fmt: skip

    job = Job.objects.get()
    assert asked(job.owner, **GIVEN) == job
    assert second.findtext("{*}JobID") == str(job.pk)
    assert str(job.pk) in first.get("statusLocation")
    assert str(job.pk) in valid(pairs.content, "1.0.0").get("statusLocation")
    assert first.find("{*}Status/{*}ProcessAccepted") is not None
    assert refused(get(alice, version="2.0.0", request="GetResult", jobid=str(job.pk)))[:2] == (400, "ResultNotReady")

    output = ended(job).outputs.get()
    told = valid(alice.get(first.get("statusLocation")).content, "1.0.0")
    reference = told.find("{*}ProcessOutputs/{*}Output/{*}Reference").get("href")
    made = b"".join(alice.get(reference).streaming_content)
    assert made == (results_of(job) / output.name).read_bytes()
    assert told.findtext("{*}DataInputs/{*}Input/{*}Identifier") == "text"
    result = valid(post(alice, about_2("GetResult", str(job.pk))).content, "2.0.0")
    assert result.findtext("{*}Output/{*}Data") == made.decode()
    assert json.loads(made)["numbers"] == [3, 1, 2]
    at_once = valid(post(alice, execute_1("echo", FIRST)).content, "1.0.0")
    assert at_once.findtext("{*}ProcessOutputs/{*}Output/{*}Data/{*}ComplexData") == made.decode()
    as_it_is = post(alice, execute_1("echo", FIRST, RAW))
    assert (b"".join(as_it_is.streaming_content), as_it_is["Content-Type"]) == (made, "application/json")


def test_a_job_is_dismissed_and_another_persons_is_not_there(alice: Program) -> None:
    job = valid(post(alice, execute_2("echo", SECOND)).content, "2.0.0").findtext("{*}JobID")
    bob = program(make_person("bob"))

    for request in ("GetStatus", "GetResult", "Dismiss"):
        for key in (job, "00000000-0000-0000-0000-000000000000", "../../etc"):
            assert refused(post(bob, about_2(request, key))) == (404, "NoSuchJob", "JobID")
    for _turn in range(2):
        told = valid(post(alice, about_2("Dismiss", job)).content, "2.0.0")
        assert told.findtext("{*}Status") == "Dismissed"
    assert refused(post(alice, about_2("GetResult", job)))[:2] == (400, "NoApplicableCode")


def test_anybody_reads_descriptions_and_nobody_runs_without_a_token(alice: Program) -> None:
    nobody, browser = Program(""), Client(enforce_csrf_checks=True)
    browser.force_login(make_person("carol"), backend="allauth.account.auth_backends.AuthenticationBackend")
    said = "/wps?service=WPS&version=1.0.0&request=Execute&identifier=echo&storeExecuteResponse=true"

    assert valid(get(nobody, request="GetCapabilities", acceptversions="2.0.0,1.0.0").content, "2.0.0") is not None
    assert valid(get(nobody, request="GetCapabilities").content, "1.0.0").get("version") == "1.0.0"
    assert b"echo" in get(nobody, request="DescribeProcess", version="1.0.0", identifier="all").content
    answer = post(nobody, execute_1("echo", FIRST))
    assert refused(answer) == (401, "NoApplicableCode", "Authorization")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert refused(nobody.get(said))[0] == refused(browser.get(said))[0] == 401
    assert refused(browser.post("/wps", execute_1("echo"), content_type="text/xml"))[0] == 403
    narrow = program(make_person("dave"), ["deposits:read"])
    assert refused(post(narrow, execute_1("echo", FIRST)))[0] == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (execute_1("no-such", ""), (400, "InvalidParameterValue", "Identifier")),
        (execute_2("no-such", ""), (400, "NoSuchProcess", "Identifier")),
        (execute_1("echo", literal_1("tasks", "0"), STORED), (400, "InvalidParameterValue", "tasks")),
        (execute_1("echo", literal_1("tasks", "two"), STORED), (400, "InvalidParameterValue", "tasks")),
        (execute_1("echo", literal_1("other", "1"), STORED), (400, "InvalidParameterValue", "other")),
        (execute_1("echo", literal_1("tasks", "1") * 2, STORED), (400, "InvalidParameterValue", "tasks")),
        (execute_1("divand", "", STORED.replace(">echo<", ">field<")), (400, "MissingParameterValue", "observations")),
        (execute_1("divand", "", RAW.replace(">echo<", ">field<")), (400, "InvalidParameterValue", "RawDataOutput")),
        (execute_1("divand", ""), (400, "MissingParameterValue", "observations")),
        (execute_2("divand", "", mode="sync"), (400, "InvalidParameterValue", "mode")),
        (execute_2("echo", "", '<wps:Output id="x"/>'), (400, "InvalidParameterValue", "x")),
        (execute_2("echo", "", raw=True), (400, "InvalidParameterValue", "mode")),
        (b"<!DOCTYPE x>" + execute_1("echo"), (400, "NoApplicableCode", "")),
        (b"x" * 2**21 + b"yz", (413, "FileSizeExceeded", "")),
        (execute_1("echo").replace(b'"1.0.0"', b'"9"'), (400, "InvalidParameterValue", "version")),
    ],
)
def test_a_refusal_names_what_is_wrong(alice: Program, body: bytes, expected: tuple[int, str, str]) -> None:
    assert refused(post(alice, body)) == expected
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"service": ""}, (400, "MissingParameterValue", "service")),
        ({"service": "WFS", "request": "GetCapabilities"}, (400, "InvalidParameterValue", "service")),
        ({"request": "GetCapabilities", "acceptversions": "9"}, (400, "VersionNegotiationFailed", "")),
        ({"request": "DescribeProcess", "identifier": "echo"}, (400, "MissingParameterValue", "version")),
        ({"request": "DescribeProcess", "version": "1.0.0"}, (400, "MissingParameterValue", "identifier")),
        ({"request": "Execute", "version": "2.0.0"}, (501, "OperationNotSupported", "execute")),
        ({"request": "GetResult", "version": "2.0.0", "jobid": "%00"}, (404, "NoSuchJob", "JobID")),
        (
            {"request": "GetStatus", "version": "2.0.0", "jobid": "x", "JobId": "y"},
            (400, "InvalidParameterValue", "JobId"),
        ),
    ],
)
def test_a_refusal_of_pairs_too(alice: Program, said: dict[str, str], expected: tuple[int, str, str]) -> None:
    assert refused(get(alice, **said)) == expected


def test_a_published_file_is_read_by_its_address_or_its_doi(alice: Program, settings: Any) -> None:
    dataset = make_draft(make_person("bob"), files={"data/a b.csv": b"station,oxygen\nA1,251.2\n"})
    layer = published(dataset)
    place = f"{settings.SITE_URL}/datasets/{dataset.suffix}/files/{layer.number}/data/a%20b.csv"
    more = literal_1("variable", "oxygen") + complex_1("years", "[2000, 2001]")
    more += box_1("bbox", "41 3", "44 6", "EPSG:4326")

    for href in (place, f"{settings.SITE_URL}/datasets/{dataset.suffix}/"):
        reference = input_1("observations", f'<wps:Reference xlink:href="{href}"/>')
        told = valid(post(alice, execute_1("divand", reference + more)).content, "1.0.0")
        assert told.find("{*}Status/{*}ProcessAccepted") is not None, "it takes long, so its status is told"
    given = {"dataset": dataset.suffix, "layer": layer.number, "path": "data/a b.csv"}
    job, box = Job.objects.get(), {"bbox": [3, 41, 6, 44]}
    assert asked(job.owner, "divand", observations=[given], variable="oxygen", years=[2000, 2001], bbox=box) == job


def test_who_has_too_many_jobs_is_told_to_come_back(alice: Program, settings: Any) -> None:
    settings.COMPUTE_JOBS_MOST = 0
    answer = post(alice, execute_1("echo", FIRST, STORED))
    assert refused(answer)[:2] == (503, "ServerBusy")
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(
    "href", ["http://127.0.0.1:1/x.nc", "file:///etc/passwd", "http://testserver.evil/x", "//[::1"]
)
def test_no_other_host_is_asked_for_a_file(alice: Program, href: str) -> None:
    inputs = input_2("observations", f'<wps:Reference xlink:href="{href}"/>')
    assert refused(post(alice, execute_2("divand", inputs))) == (400, "InvalidParameterValue", "observations")
