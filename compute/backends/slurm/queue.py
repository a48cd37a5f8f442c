"""What squeue says, as rows: its text of any version, its JSON of those that filter it (23.11 and later).

JSON differs by version: a state is a text up to 23.02 and a list from 23.11 on, a number may be plain or
`{"set", "infinite", "number"}`. Only what is in both forms is read.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

FIELDS: Final = "%A|%F|%K|%T|%U|%j"
"""Of squeue's --format: job, array, element, state, user, name (last, since those of others may hold anything)."""

JSON_SINCE: Final = (23, 11)
"""`squeue --json` of earlier versions answers with the whole queue, whatever is asked for (tried with 22.05.8)."""


class Phase(StrEnum):
    """What a state of Slurm means for us."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_PHASES: Final = {
    Phase.QUEUED: "PENDING CONFIGURING REQUEUED REQUEUE_HOLD REQUEUE_FED SPECIAL_EXIT RESV_DEL_HOLD SUSPENDED STOPPED "
    "POWER_UP_NODE",
    Phase.RUNNING: "RUNNING COMPLETING STAGE_OUT SIGNALING RESIZING UPDATE_DB",
    Phase.DONE: "COMPLETED",
    Phase.FAILED: "FAILED BOOT_FAIL NODE_FAIL PREEMPTED DEADLINE OUT_OF_MEMORY TIMEOUT LAUNCH_FAILED "
    "RECONFIG_FAIL REVOKED",
    Phase.CANCELLED: "CANCELLED",
}
_PHASE_OF: Final = {state: phase for phase, states in _PHASES.items() for state in states.split()}
_REASONS: Final = {"OUT_OF_MEMORY": "OOM", "DEADLINE": "TIMEOUT"}


@dataclass(frozen=True, slots=True)
class Row:
    """One job of the queue, or one element of an array, or its elements that wait (`elements` of one row)."""

    job: int
    array: int
    elements: tuple[int, ...]
    states: tuple[str, ...]
    user: int
    name: str

    @property
    def phase(self) -> Phase:
        """Flags such as COMPLETING come beside the state that they change; what is unknown still runs."""
        phases = [_PHASE_OF.get(state, Phase.RUNNING) for state in self.states]
        order = (Phase.RUNNING, Phase.FAILED, Phase.CANCELLED, Phase.QUEUED, Phase.DONE)
        return next(phase for phase in order if phase in phases)

    @property
    def reason(self) -> str:
        """Of a failed one: OOM, TIMEOUT, NODE_FAIL, PREEMPTED ... or FAILED."""
        state = next(state for state in self.states if _PHASE_OF.get(state) is Phase.FAILED)
        return _REASONS.get(state, state)


class NotUnderstood(ValueError):
    """An answer of the cluster in a form that we do not know."""


def rows_of_text(text: str) -> list[Row]:
    """Rows of `squeue --noheader --array --format=FIELDS`. Raises NotUnderstood."""
    return [_row_of_line(line) for line in text.splitlines() if line.strip()]


def _row_of_line(line: str) -> Row:
    fields = line.strip().split("|", FIELDS.count("|"))
    try:
        job, array, element, state, user, name = fields
        elements = tuple(elements_of(element)) if element != "N/A" else ()
        return Row(int(job), int(array), elements, tuple(_words(state)), int(user), name)
    except ValueError as error:
        raise NotUnderstood(f"squeue answers in a form that is not known: {line[:200]!r}.") from error


def rows_of_json(text: str) -> list[Row]:
    """Rows of `squeue --json`. Raises NotUnderstood."""
    try:
        told = json.loads(text)["jobs"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood(f"The queue comes in a form that is not known: {error!r}.") from error
    return rows_of_objects(told)


def rows_of_objects(jobs: Sequence[Any]) -> list[Row]:
    """Rows of jobs as `squeue --json` and slurmrestd have them. Raises NotUnderstood."""
    try:
        return [_row_of_object(told) for told in jobs]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotUnderstood(f"The queue comes in a form that is not known: {error!r}.") from error


def _row_of_object(told: dict[str, Any]) -> Row:
    job, element = number(told["job_id"]), number(told.get("array_task_id"))
    waiting = str(told.get("array_task_string") or "")
    if job is None:
        raise NotUnderstood("A job without a number.")
    return Row(
        job=job,
        array=number(told.get("array_job_id")) or job,
        elements=tuple(elements_of(waiting)) if waiting else (() if element is None else (element,)),
        states=tuple(_words(told["job_state"])),
        user=number(told["user_id"]) or 0,
        name=str(told["name"]),
    )


def number(told: Any) -> int | None:
    """A number, plain or `{"set", "infinite", "number"}`; None where it is not set, or without bound."""
    if isinstance(told, dict):
        return int(told["number"]) if told.get("set") and not told.get("infinite") else None
    return None if told is None else int(told)


def elements_of(told: str) -> Iterator[int]:
    """The numbers of `3`, `0-3,7`, `[2-9:2%4]`. Raises ValueError."""
    for part in told.strip("[]").split("%")[0].split(","):
        found = re.fullmatch(r"(\d+)(?:-(\d+)(?::(\d+))?)?", part)
        if found is None:
            raise ValueError(part)
        first, last, step = found.groups()
        yield from range(int(first), int(last or first) + 1, int(step or 1))


def _words(told: Any) -> list[str]:
    """States: a list, a text, or a text with flags (`PENDING+POWER_UP_NODE`)."""
    words = told if isinstance(told, list) else re.split(r"[+, ]+", told)
    if not words or not all(isinstance(word, str) and word for word in words):
        raise ValueError(told)
    return words
