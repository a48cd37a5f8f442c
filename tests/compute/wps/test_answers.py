"""Answers about a job in any state, with any words, are valid by the schemas of both versions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.doors.wps import answers, reports
from compute.doors.wps.errors import ErrorCode, WpsError
from compute.doors.wps.telling import Shown, Told
from compute.doors.wps.versions import V1, V2, Version
from compute.processes.echo import Echo
from compute.processes.inputs import canonical_inputs
from tests.compute.wps.schemas import valid

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STATES = ("accepted", "running", "successful", "failed", "dismissed")


def told(status: str, message: str = "", text: str = "") -> Told:
    inputs = canonical_inputs(Echo(), {"area": {"bbox": [-5, 40, 5, 45]}, "numbers": [1, 2], "day": "2020-02-29"})
    outputs = [
        Shown("echo", "application/json", "https://x/1", b'{"a": "<&>"}'),
        Shown("echo", "application/x-netcdf", "https://x/2", b"CDF\x01\x00"),
        Shown("echo", "application/x-netcdf", "https://x/?a=1&b=2"),
    ]
    job = "00000000-0000-0000-0000-000000000001"
    given = inputs | {"text": text}
    return Told(job, Echo(), status, 40, message, AT, given, outputs, AT, "https://x/wps?request=GetStatus&a=b")


@pytest.mark.parametrize("status", STATES)
def test_every_state_is_told_in_both_versions(status: str) -> None:
    first = valid(answers.execute_response(told(status), "https://x/wps", lineage=True), "1.0.0")
    second = valid(answers.status_info(told(status)), "2.0.0")

    words = {"accepted": "ProcessAccepted", "running": "ProcessStarted", "successful": "ProcessSucceeded"}
    assert first.find(f"{{*}}Status/{{*}}{words.get(status, 'ProcessFailed')}") is not None
    assert first.get("statusLocation") == "https://x/wps?request=GetStatus&a=b"
    assert first.find("{*}Status").get("creationTime") == "2026-11-22T09:30:00Z"
    assert (first.find("{*}ProcessOutputs") is None) == (status != "successful")
    assert [one.text for one in first.iterfind("{*}DataInputs/{*}Input/{*}Identifier")][:2] == ["text", "day"]
    assert second.findtext("{*}Status") == {"successful": "Succeeded"}.get(status, status.capitalize())


def test_outputs_are_text_base64_or_an_address() -> None:
    root = valid(answers.result(told("successful")), "2.0.0")

    text, binary, reference = root.iterfind("{*}Output")
    assert text.findtext("{*}Data") == '{"a": "<&>"}'
    assert (binary.findtext("{*}Data"), binary.find("{*}Data").get("encoding")) == ("Q0RGAQA=", "base64")
    assert reference.find("{*}Reference").get("{http://www.w3.org/1999/xlink}href") == "https://x/?a=1&b=2"


@pytest.mark.parametrize("version", [V1, V2], ids=lambda version: version.number)
@pytest.mark.parametrize("code", list(ErrorCode))
def test_reports_are_valid(version: Version, code: ErrorCode) -> None:
    root = valid(reports.report(version, WpsError(code, "<no> & \x00", "a'\"<b>")), version.number)
    assert root.find("{*}Exception").get("exceptionCode") == code.value
    assert root.findtext("{*}Exception/{*}ExceptionText") == "<no> & "


@given(st.text(max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_words_leave_an_answer_well_formed(words: str) -> None:
    valid(answers.execute_response(told("failed", words, words), "https://x/wps", lineage=True), "1.0.0")
