"""A job as its owner reads it: where it stands, how long still, its tasks, what it took, why it failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compute.backends.base import BackendAway
from compute.jobdir import MERGE, PLAN, Status, Which, read_status
from compute.models import Job
from compute.pages.cost import hours_words, span_words
from compute.pages.wording import wording
from compute.processes.base import InputSpec, Process
from compute.processes.registry import processes
from compute.queries import folder_of
from compute.services.where import backend
from compute.states import LIVE, JobState
from repository.templatetags.formatting import number_text, size_text

MOST_CELLS: Final = 240
"""More tasks than these are told by the bar alone."""
TAIL: Final = 6_000
_BADGES: Final = {
    **dict.fromkeys((JobState.CREATED, JobState.STAGING, JobState.QUEUED), ("info", "clock")),
    **dict.fromkeys((JobState.RUNNING, JobState.COLLECTING, JobState.REGISTERING), ("info", "working")),
    JobState.SUCCEEDED: ("ok", "check"),
    JobState.FAILED: ("bad", "alert"),
    JobState.DISMISSED: ("", "stop"),
    JobState.EXPIRED: ("", "clock"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the way: for `partials/_stages.html`."""

    name: str
    state: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One task: done, run, bad or waiting."""

    number: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class JobView:
    """What stands on the page and in the lists."""

    job: Job
    title: str
    word: str
    kind: str
    icon: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come."""
        return self.job.state not in LIVE


def view_of(job: Job) -> JobView:
    """Its title and its state as a badge."""
    process = processes().get(job.process)
    kind, icon = _BADGES[JobState(job.state)]
    word = str(job.get_state_display())
    return JobView(job, wording(process.title) if process else job.process, word[:1].upper() + word[1:], kind, icon)


def statuses_of(job: Job) -> dict[Which, Status]:
    """How tasks ended, of those that are drawn; what cannot be read is left out."""
    found: dict[Which, Status] = {}
    for which in (PLAN, *range(min(job.tasks or 0, MOST_CELLS)), MERGE):
        try:
            status = read_status(folder_of(job), which)
        except (OSError, ValueError, TypeError, KeyError):
            continue
        if status is not None:
            found[which] = status
    return found


def cells_of(job: Job, told: dict[Which, Status]) -> list[Cell]:
    """The tasks, each with its state; none where they are too many to draw."""
    count = job.tasks or 0
    if count > MOST_CELLS:
        return []
    return [_cell(job, number, told.get(number)) for number in range(count)]


def _cell(job: Job, number: int, status: Status | None) -> Cell:
    if status is not None:
        is_good = status.state == "ok"
        return Cell(number + 1, "done" if is_good else "bad", _("done") if is_good else _("failed"))
    is_begun = job.state == JobState.RUNNING and (folder_of(job) / "out" / str(number)).is_dir()
    return Cell(number + 1, "run" if is_begun else "", _("running") if is_begun else _("waiting"))


def stages_of(job: Job) -> list[Stage]:
    """From the request to the result."""
    reached = {move.after: move.at for move in job.moves.all()}
    tasks = job.tasks or 0
    done = _("%(done)s of %(all)s done") % {"done": number_text(job.tasks_done), "all": number_text(tasks)}
    files = ngettext("%(count)s file", "%(count)s files", job.files.count()) % {"count": number_text(job.files.count())}
    names = (
        (_("Files copied, tasks planned"), JobState.STAGING, JobState.QUEUED, files),
        (_("Waiting for a place"), JobState.QUEUED, JobState.RUNNING, ""),
        (_("Tasks"), JobState.RUNNING, JobState.COLLECTING, done if tasks else ""),
        (_("Results taken"), JobState.COLLECTING, JobState.SUCCEEDED, ""),
    )
    return [_stage(job, reached, *each) for each in names]


def _stage(job: Job, reached: dict[str, datetime], *told: Any) -> Stage:
    name, begins, ends, note = told
    order = [JobState.CREATED, JobState.STAGING, JobState.QUEUED, JobState.RUNNING, JobState.COLLECTING]
    order += [JobState.REGISTERING, JobState.SUCCEEDED, JobState.EXPIRED]
    came = max((order.index(JobState(each)) for each in reached if each in order), default=0)
    if came >= order.index(ends):
        return Stage(name, "done", note, reached.get(ends) or reached.get(begins))
    if came >= order.index(begins) or (job.state == JobState.CREATED and begins is JobState.STAGING):
        return Stage(name, "now" if job.state in LIVE else "", note, reached.get(begins))
    return Stage(name)


def left_words(job: Job) -> str:
    """About how long it takes still; at most, while nothing is done yet."""
    if job.state == JobState.RUNNING and job.started and job.tasks and job.tasks_done:
        past = (timezone.now() - job.started).total_seconds()
        left = past * (job.tasks - job.tasks_done) / job.tasks_done
        return _("about %(time)s left") % {"time": span_words(left)}
    if job.state in LIVE and job.tasks:
        rounds = -(-job.tasks // max(1, backend().capabilities().slots)) + 1
        most = timedelta(seconds=job.limits["wall_s"]).total_seconds() * rounds
        return _("at most %(time)s") % {"time": span_words(most)}
    return ""


def facts_of(job: Job, told: dict[Which, Status]) -> list[tuple[str, str]]:
    """What it took, and what one task may take."""
    limits, peak = job.limits, max((status.peak_rss_mb for status in told.values()), default=0)
    seconds = sum(status.cpu_s for status in told.values())
    used = hours_words(job.core_hours)
    lines = [
        (_("Core-hours"), used if job.state not in LIVE else _("at most %(hours)s") % {"hours": used}),
        (_("Processor time so far"), span_words(seconds) if seconds >= 1 else ""),
        (_("Largest memory"), size_text(peak * 1_000_000) if peak else ""),
        (_("A task may take"), f"{size_text(limits['mem_mb'] * 1_000_000)}, {span_words(limits['wall_s'])}"),
        (_("Where"), _where(job)),
    ]
    return [(label, words) for label, words in lines if words]


def _where(job: Job) -> str:
    return {"local": _("this site"), "slurm": _("a cluster under Slurm")}.get(job.backend, job.backend)


def cause_words(job: Job) -> str:
    """Why it failed, in a sentence; what the process said stands beside it."""
    memory, time = size_text(job.limits["mem_mb"] * 1_000_000), span_words(job.limits["wall_s"])
    causes = {
        "OOM": _("A task needed more memory than the %(size)s it may take.") % {"size": memory},
        "Timeout": _("A task took longer than the %(time)s it may take.") % {"time": time},
        "Data": _("The files do not hold what this computation needs."),
        "InvalidParameterValue": _("The request cannot be computed as it is."),
        "Lost": _("The computation was ended from outside."),
    }
    return causes.get(job.error_type, _("The computation failed on this side, not by a fault of yours."))


def log_of(job: Job, told: dict[Which, Status]) -> str:
    """The last lines of what speaks of its end: the task that failed, else the last one."""
    failed = next((which for which, status in told.items() if status.state == "error"), None)
    order: Sequence[Any] = [failed] if failed is not None else [MERGE, *reversed(range(min(job.tasks or 0, 3))), PLAN]
    for which in order:
        for stream in ("err", "out"):
            try:
                said = backend().logs(job.handle or str(job.pk), which, stream, TAIL)
            except (BackendAway, OSError, ValueError):
                continue
            if said.strip():
                return said
    return ""


def parameters_of(inputs: Mapping[str, Any], process: Process | None) -> list[tuple[str, str]]:
    """What was asked for, input by input."""
    if process is None:
        return [(name, _said(value)) for name, value in inputs.items()]
    return [(wording(spec.title), _chosen(spec, inputs[name])) for name, spec in process.inputs.items()
            if name in inputs and not spec.media_types and inputs[name] not in ({}, [], "")]  # fmt: skip


def _chosen(spec: InputSpec, value: Any) -> str:
    """One of a list in the reader's language, as the form has it."""
    return wording(value) if isinstance(value, str) and "enum" in spec.schema else _said(value)


def _said(value: Any) -> str:
    if isinstance(value, dict) and "bbox" in value:
        return ", ".join(f"{each:g}" for each in value["bbox"])
    if isinstance(value, list):
        return (
            "; ".join(_said(each) for each in value)
            if any(isinstance(e, list) for e in value)
            else ", ".join(map(_said, value))
        )
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_said(each)}" for name, each in value.items())
    return str(value)
