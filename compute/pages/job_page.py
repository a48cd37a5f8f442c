"""What the page of one job shows, put together."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from compute.jobdir import Status, Which
from compute.models import Job, JobInput, ProductKind
from compute.pages.cost import span_words
from compute.pages.job import (
    cause_words,
    cells_of,
    facts_of,
    left_words,
    log_of,
    parameters_of,
    stages_of,
    statuses_of,
    view_of,
)
from compute.pages.prefill import title_of
from compute.pages.results import drawn_of
from compute.pages.wording import said_words, wording
from compute.processes.base import Process
from compute.processes.registry import processes
from compute.queries import draft_of, verdict_of
from compute.services.again import more_of
from compute.services.keeping import source_of
from compute.states import LIVE, JobState
from repository.models import Person
from repository.templatetags.formatting import size_text

_TOLD_BY_CAUSE: Final = frozenset({"OOM", "Timeout"})


def progress_of(job: Job, told: dict[Which, Status] | None = None) -> dict[str, Any]:
    """What moves while it runs."""
    told = statuses_of(job) if told is None else told
    return {
        "view": view_of(job),
        "stages": stages_of(job),
        "cells": cells_of(job, told),
        "left": left_words(job),
        "percent": round(100 * job.tasks_done / job.tasks) if job.tasks else 0,
        "facts": facts_of(job, told),
        "log": log_of(job, told),
        "is_live": job.state in LIVE,
    }


def page_of(job: Job, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """All of it, for who reads it; ``asked`` chooses what is drawn of the results."""
    process = processes().get(job.process)
    is_own, told = job.owner_id == person.pk, statuses_of(job)
    return {
        "job": job,
        "shown": progress_of(job, told),
        "sources": sources_of(job.files.select_related("dataset__current_version", "snapshot")),
        "parameters": parameters_of(job.inputs, process),
        "failure": failure_of(job, told) if job.state == JobState.FAILED else None,
        "outputs": outputs_of(job),
        "drawn": drawn_of(job, asked) if job.state == JobState.SUCCEEDED else None,
        "is_own": is_own,
        "may_repeat": is_own and job.state in {JobState.FAILED, JobState.DISMISSED, JobState.EXPIRED},
        "may_change": is_own and process is not None,
        "may_deposit": is_own and job.state == JobState.SUCCEEDED,
        "draft": draft_of(job) if is_own else None,
        "keeping": keeping_of(job, process) if is_own and job.state == JobState.SUCCEEDED else None,
        "verdict": verdict_of(job),
    }


def keeping_of(job: Job, process: Process | None) -> dict[str, Any] | None:
    """What a request that succeeded may be kept as, with the dataset whose files a systematic product would take.

    ``kind`` is chosen; a form that is shown again has more: what was typed, and why it was refused.
    """
    modes = set(process.modes) & set(ProductKind.values) if process else set()
    source = source_of(job)
    if source is None:
        modes.discard(ProductKind.SYSTEMATIC)
    if not modes:
        return None
    kind = ProductKind.VIRTUAL if ProductKind.VIRTUAL in modes else ProductKind.SYSTEMATIC
    return {"modes": modes, "kind": kind, "dataset": title_of(source.dataset) if source else None}


def sources_of(files: Iterable[JobInput]) -> list[dict[str, Any]]:
    """The datasets that are read, each once, with how many files."""
    found: dict[int, dict[str, Any]] = {}
    for one in files:
        if one.dataset_id not in found:
            title, lang = title_of(one.dataset) if one.snapshot_id else ("", "")
            layer = one.snapshot.number if one.snapshot else None
            found[one.dataset_id] = {
                "suffix": one.dataset.suffix, "title": title, "lang": lang, "layer": layer, "paths": []
            }  # fmt: skip
        found[one.dataset_id]["paths"].append(one.path.rpartition("/")[2])
    return list(found.values())


def failure_of(job: Job, told: dict[Which, Status]) -> dict[str, Any]:
    """The cause in a sentence, what the process said, and what a second try may take.

    What was said is in the reader's language where it is known, else as it is: in English.
    """
    more = more_of(job)
    said = next((each.said for each in told.values() if each.said and each.message == job.message), [])
    words = said_words(said or [{"text": job.message}])
    return {
        "cause": cause_words(job),
        "message": words or ("" if job.error_type in _TOLD_BY_CAUSE else job.message),
        "lang": "" if words else "en",
        "memory": size_text(more["mem_mb"] * 1_000_000) if "mem_mb" in more else "",
        "time": span_words(more["walltime_s"]) if "walltime_s" in more else "",
    }


def outputs_of(job: Job) -> list[dict[str, Any]]:
    """Its files, with what the process calls them."""
    process = processes().get(job.process)
    described = process.outputs if process else {}
    return [
        {
            "name": output.name,
            "size": output.size,
            "sha256": output.sha256,
            "title": wording(described[output.output].title) if output.output in described else output.name,
            "description": wording(described[output.output].description) if output.output in described else "",
        }
        for output in job.outputs.all()
    ]
