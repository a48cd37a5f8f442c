"""OGC 18-062r2, clauses 7.2 to 7.10: what anybody may read. Each test is named by its requirement."""

from uuid import UUID

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

from compute.doors.ogc_processes.documents import CONFORMS_TO
from compute.doors.ogc_processes.openapi import document
from compute.processes.registry import processes
from compute.urls import urlpatterns
from tests.compute.doors.programs import OGC, nobody_asked_too_often, refusal
from tests.compute.doors.shapes import fits, hrefs_of

__all__ = ["nobody_asked_too_often"]
pytestmark = pytest.mark.django_db
REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def said(path: str, shape: str) -> dict[str, object]:
    answer = Client().get(f"{OGC}{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told: dict[str, object] = fits(shape, answer.json())
    return told


def test_req_core_landingpage_op_and_success() -> None:
    links = hrefs_of(said("/", "LandingPage"))

    assert {"self", "service-desc", f"{REL}conformance", f"{REL}processes", f"{REL}job-list"} <= set(links)
    for rel in ("self", "service-desc", "conformance", f"{REL}processes"):
        assert Client().get(links[rel]).status_code == 200, rel
    assert said("", "LandingPage") == said("/", "LandingPage")


def test_req_core_conformance_op_and_success() -> None:
    told = said("/conformance", "ConfClasses")["conformsTo"]

    assert told == list(CONFORMS_TO)
    for name in ("core", "ogc-process-description", "json", "oas30", "job-list", "callback", "dismiss"):
        assert f"http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/{name}" in told


def test_req_core_api_definition_op_and_success() -> None:
    answer = Client().get(f"{OGC}/api")

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.json() == document()
    validate_schema(document())  # type: ignore[no-untyped-call]
    (ours,) = (each for each in urlpatterns if str(each.pattern) == "ogcapi/processes/")
    assert len(document()["paths"]) == len(ours.url_patterns) - 1  # type: ignore[union-attr]


def test_req_core_process_list_and_success() -> None:
    told = said("/processes", "ProcessList")

    assert [each["id"] for each in told["processes"]] == list(processes())  # type: ignore[attr-defined]
    assert hrefs_of(told["processes"][0])["self"] == f"{OGC}/processes/{next(iter(processes()))}"  # type: ignore[index]


def test_req_core_pl_limit_definition_and_response_and_links() -> None:
    first = said("/processes?limit=1", "ProcessList")
    rest = Client().get(hrefs_of(first)["next"]).json()

    assert len(first["processes"]) == 1  # type: ignore[arg-type]
    told = [each["id"] for each in (*first["processes"], *rest["processes"])]  # type: ignore[misc]
    assert told == list(processes())[:2]
    assert "next" not in hrefs_of(said("/processes?limit=99999", "ProcessList"))
    for wrong in ("0", "-1", "1.5", "ten", "", "9" * 5_000):
        answer = Client().get(f"{OGC}/processes", {"limit": wrong})
        assert refusal(answer) == (400, "InvalidParameterValue"), wrong
        assert answer.json()["input"] == "limit"


def test_req_core_process_and_success() -> None:
    told = said("/processes/echo", "Process")

    assert told["jobControlOptions"] == ["sync-execute", "async-execute", "dismiss"]
    assert told["outputTransmission"] == ["value", "reference"]
    inputs, outputs = told["inputs"], told["outputs"]
    assert inputs["area"]["schema"]["format"] == "ogc-bbox"  # type: ignore[index]
    assert (inputs["measure"]["minOccurs"], inputs["measure"]["maxOccurs"]) == (0, 1)  # type: ignore[index]
    assert outputs["echo"]["schema"]["contentMediaType"] == "application/json"  # type: ignore[index]
    assert hrefs_of(told)[f"{REL}execute"] == f"{OGC}/processes/echo/execution"


def test_an_input_of_files_is_told_as_a_reference_with_its_media_types() -> None:
    observations = said("/processes/divand", "Process")["inputs"]["observations"]  # type: ignore[index]

    assert observations["maxOccurs"] == "unbounded"
    assert observations["schema"]["required"] == ["href"]
    assert "text/csv" in observations["schema"]["properties"]["type"]["enum"]
    assert said("/processes/divand", "Process")["jobControlOptions"] == ["async-execute", "dismiss"]


@pytest.mark.parametrize("path", ["/processes/none", "/processes/%00", "/processes/" + "x" * 500])
def test_req_core_process_exception_no_such_process(path: str) -> None:
    assert refusal(Client().get(f"{OGC}{path}")) == (404, "no-such-process")
    fits("Exception", Client().get(f"{OGC}{path}").json())


def test_req_oas30_oas_definition_1_the_api_is_a_page_too() -> None:
    for language, words in (("en", "What programs can ask"), ("fr", "Ce que les programmes peuvent demander")):
        page = Client().get(f"{OGC}/api", headers={"Accept": "text/html", "Accept-Language": language})
        assert page["Content-Type"].startswith("text/html")
        assert words in page.content.decode()
    for path in document()["paths"]:
        assert path in page.content.decode()
    assert CONFORMS_TO[0] in Client().get(f"{OGC}/conformance?f=html").content.decode()


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/", "/compute/"),
        ("/processes", "/compute/"),
        ("/processes/echo", "/compute/echo/"),
        ("/jobs", "/compute/jobs/"),
        (f"/jobs/{UUID(int=1)}", f"/compute/jobs/{UUID(int=1)}/"),
        (f"/jobs/{UUID(int=1)}/results", f"/compute/jobs/{UUID(int=1)}/"),
    ],
)
def test_a_browser_is_led_to_the_page(path: str, there: str) -> None:
    chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = Client().get(f"{OGC}{path}", headers={"Accept": chromium})
    assert (answer.status_code, answer["Location"]) == (303, there)
    for accept in ("*/*", "application/json", "application/json, text/html"):
        assert Client().get(f"{OGC}{path}", headers={"Accept": accept}).status_code in (200, 401)


def test_whatever_else_there_is_not_is_told_as_an_exception() -> None:
    assert refusal(Client().get(f"{OGC}/nothing/at/all")) == (404, "not-found")
    answer = Client().delete(f"{OGC}/processes")
    assert refusal(answer) == (405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert Client().options(f"{OGC}/jobs").status_code == 204
