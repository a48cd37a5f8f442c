"""What squeue, scontrol and sinfo say, in the forms of 22.05 and of 23.11 and later."""

import json
from typing import Any

import pytest

from compute.backends.base import BackendAway, Capabilities
from compute.backends.slurm.capacity import FOREVER_S, capacity_of, kinds_of_text, max_array_size_of, seconds_of
from compute.backends.slurm.commands import version_of
from compute.backends.slurm.queue import NotUnderstood, Phase, Row, elements_of, rows_of_json, rows_of_text

NAME = "11111111-2222-3333-4444-555555555555"
OLD_TEXT = f"""1|1|2|PENDING|0|{NAME}
1|1|3|PENDING|0|{NAME}
2|2|N/A|PENDING|0|{NAME}-merge
4|1|0|RUNNING|0|{NAME}
5|1|1|COMPLETING|0|{NAME}
"""


def told(state: Any, number: Any, element: Any, waiting: str = "", **more: Any) -> dict[str, Any]:
    """A job as squeue has it, without most of its two hundred fields."""
    job = {"job_id": 4, "array_job_id": number, "array_task_id": element, "array_task_string": waiting}
    return job | {"name": NAME, "job_state": state, "user_id": 0} | more


def of_set(number: int, *, is_set: bool = True, infinite: bool = False) -> dict[str, Any]:
    """A number as later versions have it."""
    return {"set": is_set, "infinite": infinite, "number": number}


def test_the_text_of_an_array_and_what_waits_for_it() -> None:
    rows = rows_of_text(OLD_TEXT)

    assert [(row.array, row.elements, row.phase) for row in rows] == [
        (1, (2,), Phase.QUEUED),
        (1, (3,), Phase.QUEUED),
        (2, (), Phase.QUEUED),
        (1, (0,), Phase.RUNNING),
        (1, (1,), Phase.RUNNING),
    ]
    assert rows[2].name == f"{NAME}-merge"


@pytest.mark.parametrize(
    "job",
    [
        told("RUNNING", 1, 3),  # 22.05, openapi v0.0.38
        told("RUNNING", of_set(1), of_set(3)),  # 23.02, data_parser v0.0.39
        told(["RUNNING"], of_set(1), of_set(3)),  # 23.11 and later, data_parser v0.0.40
        told(["RUNNING", "COMPLETING"], of_set(1), of_set(3), user_id=of_set(0)),
    ],
)
def test_json_of_every_version_tells_the_same(job: dict[str, Any]) -> None:
    (row,) = rows_of_json(json.dumps({"meta": {}, "jobs": [job], "errors": []}))

    assert row == Row(4, 1, (3,), row.states, 0, NAME)
    assert row.phase is Phase.RUNNING


def test_json_of_what_waits_names_its_elements_in_one_row() -> None:
    waits = told(["PENDING"], of_set(1), of_set(0, is_set=False), "2-3,7%2", job_id=1)
    alone = told("PENDING", 0, None, job_id=9)

    first, second = rows_of_json(json.dumps({"jobs": [waits, alone]}))

    assert (first.array, first.elements) == (1, (2, 3, 7))
    assert (second.array, second.elements) == (9, ())


@pytest.mark.parametrize(
    ("states", "phase", "reason"),
    [
        ("CONFIGURING", Phase.QUEUED, ""),
        ("PENDING+REQUEUED", Phase.QUEUED, ""),
        ("SUSPENDED", Phase.QUEUED, ""),
        ("COMPLETED", Phase.DONE, ""),
        ("CANCELLED", Phase.CANCELLED, ""),
        ("FAILED", Phase.FAILED, "FAILED"),
        ("OUT_OF_MEMORY", Phase.FAILED, "OOM"),
        ("TIMEOUT", Phase.FAILED, "TIMEOUT"),
        ("DEADLINE", Phase.FAILED, "TIMEOUT"),
        ("NODE_FAIL", Phase.FAILED, "NODE_FAIL"),
        ("PREEMPTED", Phase.FAILED, "PREEMPTED"),
        ("FAILED+COMPLETING", Phase.RUNNING, "FAILED"),
        ("SOMETHING_NEW", Phase.RUNNING, ""),
    ],
)
def test_each_state_means_one_of_five(states: str, phase: Phase, reason: str) -> None:
    (row,) = rows_of_text(f"4|1|0|{states}|0|{NAME}")

    assert row.phase is phase
    assert not reason or row.reason == reason


@pytest.mark.parametrize("line", ["1|1", "x|1|0|RUNNING|0|a", "1|1|a-b|RUNNING|0|a", "1|1|0||0|a"])
def test_text_that_is_not_known_is_no_row(line: str) -> None:
    with pytest.raises(NotUnderstood):
        rows_of_text(line)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"jobs": [{}]}', '{"jobs": [{"job_id": {"set": false}}]}', "{"])
def test_json_that_is_not_known_is_no_row(text: str) -> None:
    with pytest.raises(NotUnderstood):
        rows_of_json(text)


def test_numbers_of_elements() -> None:
    assert list(elements_of("[0-3,7%2]")) == [0, 1, 2, 3, 7]
    assert list(elements_of("2-9:3")) == [2, 5, 8]


def test_what_a_partition_has_is_the_most_of_its_nodes() -> None:
    told = "8|16000|1-00:00:00|(null)|2\n64+|256000+|2-12:00:00|gpu:a100:4(S:0-1),gpu:h100:2|1\n"

    assert capacity_of(kinds_of_text(told), 1001, slots=50, overhead_mb=256) == Capabilities(
        50, 100_000, 255_744, 64, 216_000, 6
    )
    with pytest.raises(BackendAway):
        capacity_of(kinds_of_text(""), 1001, slots=1, overhead_mb=0)
    with pytest.raises(BackendAway):
        capacity_of(kinds_of_text("a|b|c|d|e"), 1001, slots=1, overhead_mb=0)


def test_times_versions_and_the_size_of_an_array() -> None:
    assert [seconds_of(text) for text in ("infinite", "30:00", "1:00:00", "2-00:00:10")] == [
        FOREVER_S, 1800, 3600, 172_810
    ]  # fmt: skip
    assert version_of("slurm-wlm 22.05.8\n") < (23, 11) <= version_of("slurm 23.11.4")
    assert version_of("?") == (0, 0)
    assert max_array_size_of("MailProg = /bin/mail\nMaxArraySize            = 4001\nMaxBatchRequeue = 5\n") == 4001
    with pytest.raises(BackendAway):
        max_array_size_of("")
