"""What runs on a node: a task by its folder, its status last; everything that can go wrong has a status too."""

import subprocess
import sys
from pathlib import Path

import pytest

from compute.jobdir import MERGE, read_job, read_status
from compute.launching import CODE, command, environment, plan_apart
from compute.processes.base import Process
from compute.processes.echo import Echo
from compute.processes.registry import process_named
from tests.compute.jobs import is_alive, made_job, planned, until, worked


def test_a_job_runs_by_its_folder_alone(tmp_path: Path) -> None:
    job = made_job(tmp_path, Echo(), numbers=[1, 2, 3], tasks=2)

    assert plan_apart(tmp_path).state == "ok"
    assert [task.spec for task in read_job(tmp_path).tasks] == [{"first": 0, "end": 1}, {"first": 1, "end": 3}]
    for task in (0, 1, MERGE):
        ended = subprocess.run(
            command("compute.worker", str(tmp_path), "--task", str(task)),
            cwd=CODE,
            env=environment(job, tmp_path),
            check=False,
        )
        assert ended.returncode == 0
    merge = read_status(tmp_path, MERGE)
    assert merge is not None
    assert [(made.output, made.name) for made in merge.outputs] == [("echo", "echo.json")]
    assert (tmp_path / "out" / "merge" / "echo.json").read_text() == '{"numbers": [1, 2, 3], "text": ""}'


@pytest.mark.parametrize("arguments", [("nowhere", "--task", "0"), (".", "--task", "7"), (".", "--task", "all")])
def test_a_wrong_call_writes_no_status(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    job = planned(tmp_path)
    told = (str(tmp_path / arguments[0]), *arguments[1:])

    ended = subprocess.run(
        command("compute.worker", *told), cwd=CODE, env=environment(job, tmp_path), capture_output=True, check=False
    )
    assert ended.returncode == 2
    assert not list((tmp_path / "status").iterdir())


@pytest.mark.parametrize(
    ("how", "error", "says"),
    [
        ("memory", "OOM", "64 MB"),
        ("data", "Data", "out/0/x.nc holds no temperature."),
        ("error", "Failed", "ZeroDivisionError: in out/0"),
        ("killed", "Failed", "SIGKILL"),
        ("crash", "Failed", "SIGSYS"),
        ("link", "Failed", "links are refused"),
    ],
)
def test_what_went_wrong_is_told_by_its_kind_and_without_paths(
    tmp_path: Path, troubles: Process, how: str, error: str, says: str
) -> None:
    planned(tmp_path, troubles, how=how)

    status = worked(tmp_path, 0)

    assert (status.state, status.error_type) == ("error", error)
    assert says in status.message
    assert str(tmp_path) not in status.message
    assert status.outputs == []
    assert read_status(tmp_path, 0) == status


def test_a_task_that_takes_too_long_is_ended(tmp_path: Path, troubles: Process) -> None:
    planned(tmp_path, troubles, how="time", seconds=1)

    assert worked(tmp_path, 0).error_type == "Timeout"


def test_what_a_task_started_ends_with_it(tmp_path: Path, troubles: Process) -> None:
    planned(tmp_path, troubles, how="child")

    assert worked(tmp_path, 0).state == "ok"
    child = int((tmp_path / "out" / "0" / "child").read_text())
    until(lambda: not is_alive(child))


def test_outputs_are_named_by_the_process_and_others_ignored_and_told(tmp_path: Path, troubles: Process) -> None:
    planned(tmp_path, troubles, how="unknown", where="merge")

    status = worked(tmp_path, MERGE)

    assert [made.name for made in status.outputs] == ["told.txt"]
    assert status.message == "Ignored: secret.txt."


def test_an_output_that_is_a_link_is_refused(tmp_path: Path, troubles: Process) -> None:
    planned(tmp_path, troubles, how="replaced", where="merge")

    status = worked(tmp_path, MERGE)

    assert (status.state, status.outputs) == ("error", [])


def test_another_version_of_the_process_is_not_run(tmp_path: Path, troubles: Process) -> None:
    planned(tmp_path, troubles)
    path = tmp_path / "job.json"
    path.write_text(path.read_text().replace('"version":"1.0.0"', '"version":"2.0.0"'))

    assert "there is 1.0.0" in worked(tmp_path, 0).message


def test_a_worker_loads_no_library_of_a_process_that_it_does_not_run(troubles: Process) -> None:
    assert process_named("troubles") is troubles
    assert process_named("nothing") is None
    says = "import sys; from compute.processes.registry import process_named as named; named('echo')"
    told = subprocess.run(
        [sys.executable, "-c", f"{says}; print(sorted({{'numpy', 'scipy', 'netCDF4'}} & set(sys.modules)))"],
        cwd=CODE,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "[]\n"
