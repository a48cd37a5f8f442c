"""A product as a page shows it: how fresh it is, its results, or its granules with their jobs, and why it waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from compute.models import Granule, Job, Product, ProductKind
from compute.pages.job import JobView, parameters_of, view_of
from compute.pages.job_page import sources_of
from compute.pages.prefill import title_of
from compute.pages.wording import refusal_words, wording
from compute.processes.base import InputRefused
from compute.processes.registry import processes
from compute.queries import granules_waiting, newest_jobs, progress_of, sees_jobs_of
from compute.services.granules import is_full
from compute.services.resolving import Resolved, resolve
from compute.states import LIVE, JobState
from repository.access import Actor
from repository.errors import RepositoryError
from repository.lifecycle import Standing

PAGE_SIZE: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A product in a list, or at the head of its page: its state as a badge."""

    product: Product
    process: str
    word: str
    kind: str
    icon: str


def line_of(product: Product) -> Line:
    """With what is known without reading its request."""
    process = processes().get(product.process)
    state = (_("Active"), "ok", "check")
    if product.retired:
        state = (_("Stopped"), "", "stop")
    elif product.paused:
        state = (_("Paused"), "", "pause")
    elif hindrance_of(product):
        state = (_("It waits"), "warn", "clock")
    return Line(product, wording(process.title) if process else product.process, *state)


def page_of(product: Product, reader: Actor, asked: Mapping[str, str], *, said: str = "") -> dict[str, Any]:
    """All of it, for who reads it. ``said``: why what was asked for cannot be given."""
    process = processes().get(product.process)
    context: dict[str, Any] = {
        "product": product,
        "line": line_of(product),
        "version": process.version if process else "",
        "is_own": reader == product.owner,
        "said": said,
    }
    if product.kind == ProductKind.SYSTEMATIC:
        return context | _systematic(product, asked.get("page", ""))
    return context | {"now": now_of(product, reader)}


def now_of(product: Product, reader: Actor) -> dict[str, Any]:
    """How fresh a virtual product is: the part of its page that moves. Strangers learn nothing of closed files."""
    now: dict[str, Any] = {"product": product, "results": [], "sources": [], "is_live": False, "why": ("", "")}
    is_shown = sees_jobs_of(reader, product.owner)
    try:
        found = None if product.retired else resolve(product)
    except (RepositoryError, InputRefused) as refused:
        why = why_words(refused, product) if is_shown else ("", "")
        return now | {"badge": (_("Not available now"), "warn", "alert"), "why": why}
    if found is None:
        return now | {"badge": (_("Stopped"), "", "stop")}
    if not (is_shown or found.is_open):
        why = (_("Not everything that it reads is open to everybody now."), "")
        return now | {"badge": (_("Closed"), "", "lock"), "why": why}
    return now | _found(product, found, is_shown=is_shown)


def _found(product: Product, found: Resolved, *, is_shown: bool) -> dict[str, Any]:
    job, state = found.job, JobState(found.job.state) if found.job else JobState.EXPIRED
    badge = {
        JobState.SUCCEEDED: (_("Up to date"), "ok", "check"),
        JobState.FAILED: (_("The computation failed"), "bad", "alert"),
        JobState.DISMISSED: (_("The computation was cancelled"), "", "stop"),
        JobState.EXPIRED: (_("Computed when it is asked for"), "info", "clock"),
    }.get(state, (_("Being computed"), "info", "working"))
    sources = sources_of(found.files)
    return {
        "badge": badge,
        "is_live": state in LIVE,
        "percent": progress_of(job) if job else 0,
        "computed": job.ended if job and state is JobState.SUCCEEDED else None,
        "version": found.process.version,
        "job": job if is_shown else None,
        "has_ended_badly": state in {JobState.FAILED, JobState.DISMISSED},
        "results": _results(found, job if state is JobState.SUCCEEDED else None),
        "sources": sources if is_shown else [each for each in sources if each["title"]],
        "parameters": parameters_of(found.inputs, found.process),
    }


def _results(found: Resolved, job: Job | None) -> list[dict[str, Any]]:
    """What the process makes; of a job that succeeded what is there, with its size."""
    made = {output.output: output for output in job.outputs.all()} if job else {}
    return [
        {
            "name": spec.file_name,
            "title": wording(spec.title),
            "description": wording(spec.description),
            "made": made.get(name),
        }
        for name, spec in found.process.outputs.items()
        if job is None or name in made
    ]


def _systematic(product: Product, number: str) -> dict[str, Any]:
    rows = product.granules.select_related("snapshot", "job").order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    newest = newest_jobs(product.owner, [row.job.key for row in page if row.job])
    process = processes().get(product.process)
    title = title_of(product.source) if product.source else ("", "")
    return {
        "page": page,
        "granules": [_granule(row, newest, product) for row in page],
        "dataset_title": title,
        "waiting": granules_waiting(product).count(),
        "is_full": is_full(product),
        "refused": product.granules.exclude(code="").count(),
        "taken": product.granules.filter(job__isnull=False).count(),
        "why": hindrance_of(product) if not product.retired else "",
        "parameters": parameters_of(product.given, process),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }


def _granule(row: Granule, newest: Mapping[str, Job], product: Product) -> dict[str, Any]:
    """With the newest job of its request: one that failed may have been started again."""
    view: JobView | None = view_of(newest[row.job.key]) if row.job else None
    process = processes().get(product.process)
    why = ("", "")
    if row.code and process is not None:
        why = _known(row.code), ""
        why = why if why[0] else refusal_words(InputRefused(product.takes, row.code, row.refusal), process)
    return {"row": row, "view": view, "why": why}


def hindrance_of(product: Product) -> str:
    """Why its granules wait, in a sentence; empty where nothing keeps them."""
    if product.source is not None and product.source.standing != Standing.PUBLIC:
        return _("The dataset was withdrawn, so nothing more is computed.")
    if not product.hindrance:
        return ""
    return _known(product.hindrance) or _("Something on this side keeps it waiting.")


def why_words(refused: RepositoryError | InputRefused, product: Product) -> tuple[str, str]:
    """Why a product cannot be given, and the language in which it is said where that is not the page's."""
    process = processes().get(product.process)
    if isinstance(refused, RepositoryError) or process is None:
        return _known(getattr(refused, "code", "")) or getattr(refused, "sentence", ""), ""
    known = _known(refused.rule)
    words, lang = (known, "") if known else refusal_words(refused, process)
    named = process.inputs.get(refused.input)
    return (f"{wording(named.title)}: {words}" if named and not lang else words), lang


def _known(code: str) -> str:
    """What keeps a product waiting, by the code of a refusal."""
    return {
        "too-many-jobs": _("As many jobs of its owner are not over yet as one person may have. It goes on by itself."),
        "core-hours-spent": _("The core-hours of its owner for thirty days are spent. It goes on by itself."),
        "files-closed": _("Its owner may not read these files now."),
        "not-allowed": _("Its owner may not do this now."),
        "owner-away": _("The account of its owner is closed."),
        "no-such-process": _("This process is not there any more."),
        "no-such-file": _("A file that it names is not there any more."),
        "file-erased": _("A file that it reads was erased by an order of law."),
        "job-too-large": _("This is more than one job may take here."),
    }.get(code, "")
