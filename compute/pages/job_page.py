"""What the page of one job shows, put together."""

from collections.abc import Mapping
from typing import Any

from compute.models import Job
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
from compute.pages.wording import wording
from compute.processes.registry import processes
from compute.queries import draft_of, verdict_of
from compute.services.again import more_of
from compute.states import LIVE, JobState
from repository.models import Person
from repository.templatetags.formatting import size_text


def progress_of(job: Job) -> dict[str, Any]:
    """What moves while it runs."""
    told = statuses_of(job)
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
    is_own = job.owner_id == person.pk
    return {
        "job": job,
        "shown": progress_of(job),
        "sources": sources_of(job),
        "parameters": parameters_of(job, process),
        "failure": failure_of(job) if job.state == JobState.FAILED else None,
        "outputs": outputs_of(job),
        "drawn": drawn_of(job, asked) if job.state == JobState.SUCCEEDED else None,
        "is_own": is_own,
        "may_repeat": is_own and job.state in {JobState.FAILED, JobState.DISMISSED, JobState.EXPIRED},
        "may_change": is_own and process is not None,
        "may_deposit": is_own and job.state == JobState.SUCCEEDED,
        "draft": draft_of(job) if is_own else None,
        "verdict": verdict_of(job),
    }


def sources_of(job: Job) -> list[dict[str, Any]]:
    """The datasets that it reads, each once, with how many files."""
    found: dict[int, dict[str, Any]] = {}
    for one in job.files.select_related("dataset__current_version", "snapshot"):
        if one.dataset_id not in found:
            title, lang = title_of(one.dataset) if one.snapshot_id else ("", "")
            layer = one.snapshot.number if one.snapshot else None
            found[one.dataset_id] = {
                "suffix": one.dataset.suffix, "title": title, "lang": lang, "layer": layer, "paths": []
            }  # fmt: skip
        found[one.dataset_id]["paths"].append(one.path.rpartition("/")[2])
    return list(found.values())


def failure_of(job: Job) -> dict[str, Any]:
    """The cause in a sentence, what the process said, and what a second try may take."""
    more = more_of(job)
    return {
        "cause": cause_words(job),
        "message": job.message,
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
