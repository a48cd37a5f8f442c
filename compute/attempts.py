"""One attempt at one task: a process of its own under limits, watched from outside; what it left is hashed and told.

The watcher writes the status, never the task: so a task that is killed, or runs out of memory, has one too.
"""

import ctypes
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from compute.jobdir import MERGE, PLAN, ErrorType, Job, Made, Status, Which, write_job, write_status
from compute.outputs import OutputsRefused, collect
from compute.processes.base import DataRefused, InputRefused, Process

MB: Final = 2**20
MAX_MESSAGE: Final = 2_000
MAX_ANSWER: Final = 2**16
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Attempt:
    """A task that runs: `descriptor` becomes readable when it ends."""

    folder: Path
    job: Job
    process: Process
    task: Which
    pid: int
    answers: int
    descriptor: int
    started: str
    began: float
    resident_mb: int
    is_late: bool = False

    @property
    def seconds_left(self) -> float:
        """Until the wall limit, by this machine's monotonic clock."""
        return self.began + self.job.limits.wall_s - time.monotonic()

    def kill(self, *, late: bool = False) -> None:
        """End the task and whatever it started."""
        self.is_late = self.is_late or late
        for end in (os.killpg, os.kill):
            with suppress(ProcessLookupError, PermissionError):
                end(self.pid, signal.SIGKILL)

    def forget(self) -> None:
        """End it and leave no trace: no status, no zombie."""
        self.kill()
        os.wait4(self.pid, 0)
        os.close(self.descriptor)
        os.close(self.answers)

    def finish(self) -> Status:
        """Wait for the end, write the status, give it back."""
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        wall_s = time.monotonic() - self.began
        self.kill()
        _, ended, used = os.wait4(self.pid, 0)
        answer = _read_answer(self.answers)
        os.close(self.descriptor)
        os.close(self.answers)
        error_type, message, made = self._judged(ended, answer, used.ru_maxrss // 1024 - self.resident_mb)
        status = Status(
            task=self.task,
            state="error" if error_type else "ok",
            exit=os.waitstatus_to_exitcode(ended),
            started=self.started,
            finished=_now(),
            host=os.uname().nodename,
            wall_s=round(wall_s, 6),
            cpu_s=round(used.ru_utime + used.ru_stime, 6),
            peak_rss_mb=used.ru_maxrss // 1024,
            outputs=made,
            error_type=error_type,
            message=message[:MAX_MESSAGE],
            said=answer["said"] if answer and answer.get("message") == message else [],
        )
        write_status(self.folder, status)
        return status

    def _judged(
        self, ended: int, answer: dict[str, Any] | None, grown_mb: int
    ) -> tuple[ErrorType | None, str, list[Made]]:
        if self.is_late or os.waitstatus_to_exitcode(ended) == -signal.SIGXCPU:
            return "Timeout", f"It took longer than the {self.job.limits.wall_s} s allowed.", []
        if answer is None:
            return (*_sudden_end(os.waitstatus_to_exitcode(ended), grown_mb, self.job.limits.mem_mb), [])
        if answer["error_type"]:
            return answer["error_type"], answer["message"], []
        try:
            made, ignored = collect(self.folder, self.process, self.task, answer["artifacts"])
        except (OutputsRefused, OSError) as error:
            return "Failed", without_paths(str(error), self.folder), []
        return None, f"Ignored: {', '.join(ignored)}." if ignored else "", made


def begin(folder: Path, job: Job, process: Process, task: Which, *, logged: bool) -> Attempt:
    """Start a task; `logged`: what it says goes to `log/<task>.out` and `.err`, else to where the caller's goes."""
    out = folder / "out" / str(task)
    if task != PLAN:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
    answers, end = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    began, started, parent = time.monotonic(), _now(), os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(answers)
        _child(folder, job, process, task, end, logged=logged, parent=parent)
    os.close(end)
    with suppress(OSError):
        os.setpgid(pid, pid)
    return Attempt(folder, job, process, task, pid, answers, os.pidfd_open(pid), started, began, _pages(1) // MB)


def _child(folder: Path, job: Job, process: Process, task: Which, end: int, *, logged: bool, parent: int) -> NoReturn:
    code = 1
    try:
        os.setpgid(0, 0)
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if logged:
            _log_to(folder / "log", task)
        limit(job)
        answer = _worked(folder, job, process, task)
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(end, json.dumps(answer).encode())
        code = 1 if answer["error_type"] else 0
    finally:
        os._exit(code)


def _log_to(folder: Path, task: Which) -> None:
    for number, stream in ((1, "out"), (2, "err")):
        opened = os.open(folder / f"{task}.{stream}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)


def limit(job: Job) -> None:
    """Bound this process: memory beside what is mapped already, seconds of all its cores, size of a file, no core."""
    memory = _pages(0) + job.limits.mem_mb * MB
    seconds = (job.limits.wall_s + 5) * max(1, job.limits.cpu)
    bounds = [(resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    if job.limits.file_mb:
        bounds.append((resource.RLIMIT_FSIZE, job.limits.file_mb * MB))
    for what, wanted in bounds:
        hard = resource.getrlimit(what)[1]
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (most, most))


def _pages(field: int) -> int:
    """Bytes of this process: mapped (0), or in memory (1); proc(5), statm."""
    opened = os.open("/proc/self/statm", os.O_RDONLY)
    try:
        return int(os.read(opened, 200).split()[field]) * resource.getpagesize()
    finally:
        os.close(opened)


def _worked(folder: Path, job: Job, process: Process, task: Which) -> dict[str, Any]:
    """Do it; what is told to the watcher."""
    context, artifacts, said = job.context(folder), [], []
    error_type: ErrorType
    try:
        if task == MERGE:
            artifacts = [[one.output, str(one.path)] for one in process.merge(context)]
        elif task == PLAN:
            write_job(
                folder, Job(**{name: getattr(job, name) for name in job.__slots__} | {"tasks": process.plan(context)})
            )
        else:
            process.run_task(context, job.tasks[int(task)])
    except MemoryError:
        error_type, message = "OOM", f"It took more than the {job.limits.mem_mb} MB allowed."
    except DataRefused as error:
        error_type, message, said = "Data", str(error), _said(error, folder)
    except InputRefused as error:
        error_type, message = "InvalidParameterValue", error.message
    except Exception as error:
        traceback.print_exc()
        error_type, message = "Failed", f"{type(error).__name__}: {error}"
    else:
        return {"error_type": None, "artifacts": artifacts}
    message = without_paths(message, folder)[:MAX_MESSAGE]
    return {"error_type": error_type, "message": message, "artifacts": [], "said": said}


def _said(error: DataRefused, folder: Path) -> list[dict[str, Any]]:
    """Its sentences for whoever translates them; none where they are so long that the message is cut."""
    said = [each.as_json(lambda text: without_paths(text, folder)) for each in error.said]
    return said if len(json.dumps(said)) <= 8 * MAX_MESSAGE and len(str(error)) <= MAX_MESSAGE else []


def _read_answer(answers: int) -> dict[str, Any] | None:
    """What the task said; nothing is waited for, since something that it left behind may hold the other end."""
    os.set_blocking(answers, False)
    try:
        read: dict[str, Any] = json.loads(os.read(answers, MAX_ANSWER))
    except (ValueError, BlockingIOError):
        return None
    return read


def _sudden_end(code: int, grown_mb: int, allowed_mb: int) -> tuple[ErrorType, str]:
    """What a task died of that said nothing."""
    if code == -signal.SIGKILL and grown_mb >= allowed_mb // 2:
        return "OOM", f"It was ended by the system, near the {allowed_mb} MB allowed."
    if code < 0:
        return "Failed", f"It was ended by {signal.Signals(-code).name}."
    return "Failed", f"It ended with {code} and without an answer."


def without_paths(text: str, folder: Path) -> str:
    """A message that tells nothing about where the site keeps its files, and can be written down."""
    text = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return text.replace(f"{folder}/", "").replace(str(folder), ".").replace(str(Path(__file__).parents[1]), "")


def refuse(folder: Path, task: Which, message: str) -> Status:
    """A task that cannot even begin has a status too."""
    now = _now()
    status = Status(task, "error", 1, now, now, os.uname().nodename, 0.0, 0.0, 0, [], "Failed", message[:MAX_MESSAGE])
    write_status(folder, status)
    return status


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
