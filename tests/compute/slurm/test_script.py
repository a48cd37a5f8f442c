"""The script that a cluster gets: fixed, filled with numbers and paths of ours; groups that leave out no task."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from compute.backends.base import Submission
from compute.backends.slurm.config import SlurmConfig
from compute.backends.slurm.queue import elements_of
from compute.backends.slurm.script import array_batch, grouping_of, merge_batch, ranges
from compute.jobdir import Limits

JOB = Submission("0b8f0c1e-5d2a-4a8e-9a53-0e2c6f2b7d11", Path("/srv/jobs/one"), 10, Limits(1000, 2, 90))
CONFIG = SlurmConfig(partition="long", account="ocean", python="/opt/python", code="/opt/varve", max_parallel=7)


def test_the_array_asks_for_what_the_job_is_held_to_and_somewhat_more() -> None:
    script = array_batch(JOB, CONFIG, grouping_of(10, 5), range(10)).text

    assert "#SBATCH --array=0-3%7\n" in script
    assert "--cpus-per-task=2 --mem=1256M --time=6\n" in script  # three tasks of 90 s, and a minute
    assert "--partition=long --account=ocean\n" in script
    assert "/opt/python -E -s -m compute.worker /srv/jobs/one --task $task " in script
    assert "$" not in re.sub(r"\$(\(\(?|task|tasks|first|last|ended|\?)", "", script.replace("$((10 - 1))", ""))


def test_the_merge_waits_for_the_array_and_for_nothing_where_all_is_done() -> None:
    assert "--dependency=afterok:41 --kill-on-invalid-dep=yes\n" in merge_batch(JOB, CONFIG, 41).text
    assert "--dependency" not in merge_batch(JOB, CONFIG, None).text
    assert f"--job-name={JOB.name}-merge\n" in merge_batch(JOB, CONFIG, 41).text


@pytest.mark.parametrize(
    "change",
    [
        {"name": "x; rm -rf ~"},
        {"name": JOB.name + "\n#SBATCH --uid=0"},
        {"folder": Path("/srv/$(id)")},
        {"folder": Path("/srv/a b")},
        {"folder": Path("/srv/%j")},
        {"folder": Path("/srv/../etc")},
        {"folder": Path("jobs")},
        {"limits": Limits("1; id", 1, 60)},  # type: ignore[arg-type]
    ],
)
def test_nothing_that_a_shell_would_read_gets_in(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        array_batch(replace(JOB, **change), CONFIG, grouping_of(10, 1001), range(10))


@pytest.mark.parametrize(
    "change", [{"partition": "a b"}, {"account": "-x"}, {"python": "python3"}, {"code": "/a;b"}, {"max_parallel": 0}]
)
def test_a_cluster_is_described_in_plain_names(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(CONFIG, **change)


@given(some.integers(1, 20_000), some.integers(2, 2_000))
def test_every_task_is_in_one_group_and_no_array_is_too_long(n_tasks: int, max_array_size: int) -> None:
    grouping = grouping_of(n_tasks, max_array_size)

    assert grouping.n_elements <= max_array_size - 1
    assert [task for element in range(grouping.n_elements) for task in grouping.tasks(element)] == list(range(n_tasks))


@given(some.sets(some.integers(0, 300)))
def test_ranges_are_read_as_they_were_written(numbers: set[int]) -> None:
    written = ranges(sorted(numbers))

    assert list(elements_of(written)) == sorted(numbers) if numbers else written == ""


@pytest.mark.parametrize(("element", "tasks"), [(0, "0 1 2"), (3, "9")])
def test_the_shell_takes_the_tasks_of_its_element_once_and_leaves_out_what_is_done(
    tmp_path: Path, element: int, tasks: str
) -> None:
    for name in ("status", "log", "bin", "claims"):
        (tmp_path / name).mkdir()
    worker = tmp_path / "bin" / "worker"
    worker.write_text('#!/bin/bash\necho -n "$7 " >>"$5/begun"\n')
    worker.chmod(0o755)
    (tmp_path / "status" / "1.json").write_text('{"state":"error"}')
    (tmp_path / "status" / "2.json").write_text('{"exit":0,"state":"ok"}')
    config = replace(CONFIG, python=str(worker), code=str(tmp_path))
    script = array_batch(replace(JOB, folder=tmp_path), config, grouping_of(10, 5), range(10)).text

    bash = shutil.which("bash") or "bash"
    for _twice in range(2):
        done = subprocess.run([bash], input=script, text=True, check=False, env={"SLURM_ARRAY_TASK_ID": str(element)})
        assert done.returncode == 0

    assert (tmp_path / "begun").read_text().split() == [task for task in tasks.split() if task != "2"]
