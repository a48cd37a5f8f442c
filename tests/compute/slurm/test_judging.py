"""How a job stands, from rows of the queue and status files: the queue tells liveness, the files tell the truth."""

from pathlib import Path

import pytest

from compute.backends.base import Capabilities, Liveness, Submission
from compute.backends.retrying import second_try
from compute.backends.slurm.judging import Case, Handle, Judgement
from compute.backends.slurm.queue import Row
from compute.backends.slurm.script import LOST_SAID, Grouping, log_of
from compute.jobdir import MERGE, Limits, Which, make_folders, write_status
from tests.compute.slurm.jobs import told

NAME = "0b8f0c1e-5d2a-4a8e-9a53-0e2c6f2b7d11"
MOST = Capabilities(8, 1000, 1000, 8, 3600)


def judged(folder: Path, n_tasks: int = 2, per: int = 1, grace_s: float = 100, **states: str) -> Judgement:
    """Elements by number (`_0`, `_1`), and the merge."""
    rows = [
        Row(1, 1, (int(key[1:]),), (state,), 0, NAME) if key != MERGE else _merge(state)
        for key, state in states.items()
    ]
    return Case(Handle(NAME, 1, 2), folder, Grouping(n_tasks, per), rows, grace_s=grace_s).judge()


def _merge(state: str) -> Row:
    return Row(2, 2, (), (state,), 0, f"{NAME}-merge")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a job of which nothing is done."""
    make_folders(tmp_path)
    return tmp_path


def done(folder: Path, *tasks: Which, error: bool = False) -> None:
    """Tasks that tell how they ended."""
    for task in tasks:
        write_status(folder, told(task, error=error))


def test_a_job_waits_then_runs_until_its_merge_has_a_status(folder: Path) -> None:
    assert judged(folder, _0="PENDING", _1="PENDING", merge="PENDING").state.liveness is Liveness.QUEUED
    assert judged(folder, _0="RUNNING", _1="PENDING", merge="PENDING").state.liveness is Liveness.RUNNING
    done(folder, 0, 1)
    assert judged(folder, merge="PENDING").state.liveness is Liveness.RUNNING
    done(folder, MERGE)
    assert judged(folder, merge="COMPLETING").state.liveness is Liveness.DONE
    assert judged(folder).state.liveness is Liveness.DONE


def test_what_is_left_of_a_failed_job_is_ended_before_it_is_told_as_failed(folder: Path) -> None:
    running = judged(folder, _0="NODE_FAIL", _1="RUNNING", merge="PENDING")
    over = judged(folder, _0="NODE_FAIL", _1="CANCELLED", merge="CANCELLED")

    assert (running.state.liveness, running.is_over) == (Liveness.RUNNING, True)
    assert (over.state.liveness, over.is_over) == (Liveness.FAILED, False)
    assert dict(over.state.reasons) == {0: "NODE_FAIL"}


def test_a_task_that_told_why_it_failed_needs_no_reason_of_the_queue(folder: Path) -> None:
    done(folder, 0, error=True)

    state = judged(folder, _0="FAILED", _1="COMPLETED", merge="CANCELLED").state

    assert (state.liveness, dict(state.reasons)) == (Liveness.FAILED, {})


def test_of_a_group_only_tasks_without_a_status_are_blamed(folder: Path) -> None:
    done(folder, 0, 1)

    assert dict(judged(folder, 5, 3, _0="TIMEOUT", _1="COMPLETED", merge="CANCELLED").state.reasons) == {2: "TIMEOUT"}
    done(folder, 2)
    assert dict(judged(folder, 5, 3, _0="NODE_FAIL", merge="CANCELLED").state.reasons) == {MERGE: "NODE_FAIL"}


def test_a_job_that_somebody_cancelled_is_cancelled_when_nothing_of_it_runs(folder: Path) -> None:
    assert judged(folder, _0="CANCELLED", _1="COMPLETING", merge="CANCELLED").state.liveness is Liveness.RUNNING
    assert judged(folder, _0="CANCELLED", _1="CANCELLED", merge="CANCELLED").state.liveness is Liveness.CANCELLED


def test_what_neither_queue_nor_files_know_is_lost_after_a_while_for_whoever_asks_then(folder: Path) -> None:
    done(folder, 0)

    assert judged(folder, _1="COMPLETED", merge="CANCELLED").state.liveness is Liveness.CANCELLED
    assert judged(folder, _1="COMPLETED").state.liveness is Liveness.RUNNING
    state = judged(folder, grace_s=0).state
    assert (state.liveness, dict(state.reasons)) == (Liveness.FAILED, {1: "LOST"})
    done(folder, 1)
    assert dict(judged(folder, grace_s=0).state.reasons) == {MERGE: "LOST"}
    done(folder, MERGE, error=True)
    assert dict(judged(folder).state.reasons) == {}


def test_a_graph_that_lost_a_worker_may_be_tried_again(folder: Path) -> None:
    (folder / "log" / log_of(NAME, MERGE)).write_text(f"{LOST_SAID}\n")

    assert dict(judged(folder, merge="FAILED").state.reasons) == {MERGE: "LOST"}


def test_a_status_that_cannot_be_read_is_an_error(folder: Path) -> None:
    (folder / "status" / "merge.json").write_text("{}")

    assert judged(folder, grace_s=0).state.liveness is Liveness.FAILED


@pytest.mark.parametrize(
    ("reasons", "memory", "again"),
    [
        ({0: "NODE_FAIL", 3: "PREEMPTED"}, 400, 400),
        ({0: "OOM"}, 400, 800),
        ({0: "OOM", 1: "LOST"}, 800, 1000),
        ({0: "OOM"}, 1000, None),
        ({0: "OOM", 1: "FAILED"}, 400, None),
        ({0: "TIMEOUT"}, 400, None),
        ({}, 400, None),
    ],
)
def test_a_second_try_is_made_where_it_may_do_better(
    folder: Path, reasons: dict[Which, str], memory: int, again: int | None
) -> None:
    job = Submission(NAME, folder, 4, Limits(memory, 1, 60))

    second = second_try(job, reasons, MOST)

    assert (second.limits.mem_mb if second else None) == again
    assert second is None or (second.name == f"{NAME}-2" and second_try(second, reasons, MOST) is None)
