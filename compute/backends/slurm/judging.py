"""How a job stands: from the rows of the queue and the status files of its tasks. Reads the job's folder alone."""

import json
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compute.backends.base import BackendState, Liveness
from compute.backends.slurm.queue import Phase, Row
from compute.backends.slurm.script import LOST_SAID, MERGE_ENDING, Grouping, log_of
from compute.jobdir import MERGE, Which, read_status, write_whole

_OOM_SAID: Final = ("exceeded memory limit", "exceeded job memory limit", "oom-kill", "oom_kill", "out-of-memory")
"""What Slurm writes where the node's way of watching memory sets no state of its own (linuxproc)."""
_SAID_BYTES: Final = 20_000


_HANDLE: Final = re.compile(r"([0-9a-f-]+):(\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class Handle:
    """A job of ours on the cluster, as a text `name:array:merge`; 0: none was needed, or the queue has forgotten it."""

    name: str
    array: int
    merge: int

    @classmethod
    def of(cls, text: str) -> "Handle | None":
        """None: a handle of another backend, from before the site had a cluster."""
        found = _HANDLE.fullmatch(text)
        return cls(found[1], int(found[2]), int(found[3])) if found else None

    def __str__(self) -> str:
        return f"{self.name}:{self.array}:{self.merge}"

    @property
    def names(self) -> tuple[str, str]:
        """Those of the array and of the merge."""
        return self.name, f"{self.name}{MERGE_ENDING}"


def state_of(folder: Path, which: Which) -> str:
    """`ok`, `error` (also where a status cannot be read), or nothing while there is none."""
    try:
        status = read_status(folder, which)
    except (ValueError, TypeError, KeyError):
        return "error"
    return status.state if status else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`state`, and whether what is left is to be ended: a job with a failed task is over."""

    state: BackendState
    is_over: bool = False


class Case:
    """One job at one moment."""

    def __init__(
        self, handle: Handle, folder: Path, grouping: Grouping, rows: Sequence[Row], *, grace_s: float
    ) -> None:
        self.handle, self.folder, self.grouping, self.rows, self.grace_s = handle, folder, grouping, rows, grace_s
        self._told = {path.stem for path in (self.folder / "status").iterdir()}

    def judge(self) -> Judgement:
        """The states in the order in which they outweigh each other."""
        if self._is_ok(MERGE):
            return Judgement(BackendState(Liveness.DONE, {}))
        reasons = self._reasons()
        active = [row for row in self.rows if row.phase in {Phase.QUEUED, Phase.RUNNING}]
        has_failed = bool(reasons) or any(row.phase is Phase.FAILED for row in self.rows)
        if has_failed or any(row.phase is Phase.CANCELLED for row in self.rows):
            ended = Liveness.FAILED if has_failed else Liveness.CANCELLED
            return Judgement(BackendState(Liveness.RUNNING if active else ended, reasons), is_over=bool(active))
        if active:
            self._absent.unlink(missing_ok=True)
            has_begun = bool(self._told) or any(row.phase is not Phase.QUEUED for row in self.rows)
            return Judgement(BackendState(Liveness.RUNNING if has_begun else Liveness.QUEUED, {}))
        return Judgement(self._without_rows())

    def _without_rows(self) -> BackendState:
        """Nothing is left in the queue: a status that failed, or one that is still to come, or lost."""
        missing = [which for which in (*range(self.grouping.n_tasks), MERGE) if str(which) not in self._told]
        if any(not self._is_ok(which) for which in self._all_told()):
            return BackendState(Liveness.FAILED, {})
        if not missing or time.time() - self._absent_since() < self.grace_s:
            return BackendState(Liveness.RUNNING, {})
        lost = [which for which in missing if which != MERGE] or missing
        return BackendState(Liveness.FAILED, dict.fromkeys(lost, "LOST"))

    def _reasons(self) -> dict[Which, str]:
        """Why tasks without a status have none; the merge where an element failed after its tasks."""
        reasons: dict[Which, str] = {}
        for row in self.rows:
            if row.phase is not Phase.FAILED:
                continue
            blamed = [which for which in self._tasks(row) if str(which) not in self._told]
            if not blamed and all(self._is_ok(which) for which in self._tasks(row)):
                blamed = [MERGE]
            reasons |= dict.fromkeys(blamed, self._reason(row))
        return reasons

    def _tasks(self, row: Row) -> list[Which]:
        if row.name == self.handle.names[1]:
            return [MERGE]
        return [task for element in row.elements for task in self.grouping.tasks(element)]

    def _reason(self, row: Row) -> str:
        element = MERGE if row.name == self.handle.names[1] else next(iter(row.elements), MERGE)
        if row.reason != "FAILED":
            return row.reason
        said = self._said(element)
        if LOST_SAID in said:
            return "LOST"
        return "OOM" if any(words in said for words in _OOM_SAID) else "FAILED"

    def _said(self, element: int | str) -> str:
        try:
            with (self.folder / "log" / log_of(self.handle.name, element)).open("rb") as log:
                return log.read(_SAID_BYTES).decode(errors="replace").lower()
        except OSError:
            return ""

    def _all_told(self) -> Iterator[Which]:
        for which in (*range(self.grouping.n_tasks), MERGE):
            if str(which) in self._told:
                yield which

    def _is_ok(self, which: Which) -> bool:
        return str(which) in self._told and state_of(self.folder, which) == "ok"

    @property
    def _absent(self) -> Path:
        return self.folder / "absent.json"

    def _absent_since(self) -> float:
        """When the queue was first found empty, by this machine's clock: kept, since a later process may ask."""
        try:
            return float(json.loads(self._absent.read_bytes())["since"])
        except (OSError, ValueError, KeyError):
            since = time.time()
            write_whole(self._absent, {"since": since})
            return since
