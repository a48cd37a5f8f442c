"""One process without the web: `manage.py process_run`."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from compute.processes.base import Process


def run(tmp_path: Path, process: str, inputs: object, *options: str) -> None:
    """The command, with its inputs from a file."""
    path = tmp_path / "inputs.json"
    path.write_text(json.dumps(inputs))
    call_command(
        "process_run", process, "--inputs", str(path), "--out", str(tmp_path / "out"), "--slots", "1", *options
    )


def test_a_process_runs_from_inputs_to_outputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "echo", {"text": "; touch /tmp/x $(id)", "numbers": [3, 1]}, "--json")

    told = json.loads(capsys.readouterr().out)
    assert [made["name"] for made in told["outputs"]] == ["echo.json"]
    made = json.loads((tmp_path / "out" / "echo.json").read_text())
    assert made == {"text": "; touch /tmp/x $(id)", "numbers": [3, 1]}


def test_a_file_is_staged_by_the_name_of_its_input(tmp_path: Path, troubles: Process) -> None:
    source = tmp_path / "a.csv"
    source.write_text("1,2\n")

    run(tmp_path, "troubles", {}, "--file", f"source={source}")

    assert (tmp_path / "out" / "told.txt").read_text() == "1,2\n"


@pytest.mark.parametrize(
    ("process", "inputs", "says"),
    [
        ("nothing", {}, "There is no process nothing"),
        ("echo", {"tasks": 0}, r"tasks \(minimum\)"),
        ("echo", [], "one object"),
    ],
)
def test_a_wrong_call_ends_with_two(tmp_path: Path, process: str, inputs: object, says: str) -> None:
    with pytest.raises(CommandError, match=says) as raised:
        run(tmp_path, process, inputs)
    assert raised.value.returncode == 2


@pytest.mark.parametrize("where", ["plan", "task", "merge"])
def test_a_job_that_fails_ends_with_one_and_leaves_no_output(tmp_path: Path, troubles: Process, where: str) -> None:
    with pytest.raises(CommandError, match=r"Data: .*holds no temperature") as raised:
        run(tmp_path, "troubles", {"how": "data", "where": where, "tasks": 2})
    assert raised.value.returncode == 1
    assert not (tmp_path / "out").exists()
