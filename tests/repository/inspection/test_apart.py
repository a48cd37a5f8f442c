"""A file is read in a process of its own: whatever it does there ends as a Reading, and leaves nothing behind."""

import json
import signal
import time
from pathlib import Path

import pytest

from repository.inspection.apart import Limits, inspect, read_apart
from repository.inspection.failing import FAILURES, failure

HOSTILE = "tests.repository.inspection.hostile"
PATIENT = Limits(seconds=60, cpu_seconds=2)
"""A busy machine is no hostile file: only what waits for ever is measured by the clock."""

LIMITS = {"sleep": Limits(seconds=2), "close": Limits(seconds=2)}


def processes_of(path: Path) -> list[str]:
    """The command lines of all processes that name this file."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if str(path) in line:
            found.append(line)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "campaign.bin"
    path.write_bytes(b"as it came")
    path.with_name("secret.txt").write_bytes(b"of somebody else")
    return path


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("loop", "inspection-too-long"),
        ("sleep", "inspection-too-long"),
        ("close", "inspection-too-long"),
        ("eat", "inspection-too-large"),
        ("eat_shared", "inspection-too-large"),
        ("crash", "inspection-failed"),
        ("exit", "inspection-failed"),
        ("fork", "inspection-failed"),
        ("call_out", "inspection-failed"),
        ("write_beside", "inspection-failed"),
        ("read_beside", "inspection-failed"),
        ("read_environment", "inspection-failed"),
        ("read_accounts", "inspection-failed"),
        ("say_nan", "inspection-failed"),
        ("write_much", "inspection-too-much"),
        ("say_much", "inspection-too-much"),
    ],
)
def test_a_hostile_file_ends_as_a_problem_and_leaves_no_process(
    file: Path, act: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "aside").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    limits = LIMITS.get(act, PATIENT)
    started = time.monotonic()
    reading = read_apart(HOSTILE, file, name=act, limits=limits)
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.proposals == ()
    assert time.monotonic() - started < limits.seconds + 30
    assert processes_of(file) == []
    assert file.read_bytes() == b"as it came"
    assert list((tmp_path / "aside").iterdir()) == []


def test_what_a_reader_prints_goes_nowhere(file: Path) -> None:
    assert read_apart(HOSTILE, file, name="print", limits=PATIENT).format == "done"


def test_nothing_of_our_environment_reaches_the_child(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "sediment")
    facts = read_apart(HOSTILE, file, name="environment").facts
    assert "SECRET_KEY" not in facts["names"]
    assert "sediment" not in json.dumps(dict(facts))


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.nc"
    path.touch()
    reading = inspect(path, name="empty.nc", media_type="application/octet-stream")
    assert [problem.code for problem in reading.problems] == ["file-empty"]


def test_a_kind_that_no_reader_knows_is_an_empty_reading(file: Path) -> None:
    reading = inspect(file, name="campaign.bin", media_type="application/octet-stream")
    assert reading.format == ""
    assert reading.problems == ()


def test_a_module_that_is_no_reader_ends_as_a_problem(file: Path) -> None:
    reading = read_apart("repository.inspection.absent", file, name="x", limits=PATIENT)
    assert [problem.code for problem in reading.problems] == ["inspection-failed"]


@pytest.mark.parametrize("name", ["données/été.nc", "\u202egnp.nc", "a\nb.nc", "\ud800.nc", "-rf.nc", "x" * 900])
def test_a_file_of_any_name_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "made.nc"
    path.write_bytes(b"CDF\x01" + b"\x00" * 28)
    reading = inspect(path, name=name, media_type="application/x-netcdf", limits=PATIENT)
    assert reading.problems[0].code == "netcdf-empty"


def test_every_failure_is_said_in_two_languages_without_blame() -> None:
    for code in FAILURES:
        problem = failure(code)
        assert problem.english.endswith(".")
        assert problem.french.endswith(".")
        assert problem.english != problem.french


def test_a_reader_that_somebody_else_killed_is_begun_once_more(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter(((b"", -signal.SIGKILL), (b"", -signal.SIGKILL)))
    monkeypatch.setattr("repository.inspection.apart._answered", lambda *_asked: next(ends))
    assert [problem.code for problem in read_apart(HOSTILE, file, name="read").problems] == ["inspection-failed"]
    assert next(ends, None) is None
