"""Jobs of a person: the list, the live page of one, its buttons, its results."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from compute.models import Job, ProductKind
from compute.pages.cost import hours_words
from compute.pages.job import view_of
from compute.pages.job_page import page_of, progress_of
from compute.pages.prefill import title_of
from compute.pages.wording import refusal_line
from compute.processes.base import InputRefused
from compute.queries import core_hours_given, core_hours_of, jobs_visible_to
from compute.services.again import start_again
from compute.services.ending import dismiss_job
from compute.services.keeping import keep_job
from compute.services.repeating import reproduce_job
from compute.services.returning import return_as_draft
from compute.states import JobState
from repository.errors import Malformed, RepositoryError
from repository.models import Person
from repository.templatetags.formatting import number_text
from repository.views.deposit_entrance import reader_of

PAGE_SIZE: Final = 30
_OF_THE_FORM: Final = (Malformed, InputRefused)


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Their own, the newest first, and what is left of their core-hours."""
    person = reader_of(request)
    pages = Paginator(Job.objects.filter(owner=person).prefetch_related("files__dataset__current_version"), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    used, given = core_hours_of(person), core_hours_given(person)
    context = {
        "page": page,
        "lines": [(view_of(job), _datasets(job), hours_words(job.core_hours)) for job in page],
        "used": hours_words(used),
        "given": number_text(given),
        "left": hours_words(max(0.0, given - used)),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "compute/jobs.html", context)


def _datasets(job: Job) -> list[tuple[str, str, str]]:
    """Suffix, title and its language of each published dataset that it reads."""
    read = {one.dataset_id: one.dataset for one in job.files.all() if one.snapshot_id}
    return [(dataset.suffix, *title_of(dataset)) for dataset in read.values()]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def shown(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job; with ``part=progress`` only what moves; a button that was pressed is answered first."""
    person = reader_of(request)
    job = _job(person, job_id)
    if request.method == "POST":
        return _pressed(request, job, person)
    if request.GET.get("part") == "progress":
        return render(request, "compute/_job_progress.html", {"shown": progress_of(job)})
    return render(request, "compute/job.html", page_of(job, person, request.GET))


def _job(person: Person, job_id: UUID) -> Job:
    """A job that the reader may see; of another person's it is not even told that it is there."""
    found = jobs_visible_to(person).select_related("owner").filter(pk=job_id).first()
    if found is None:
        raise Http404("no such job")
    return found


def _pressed(request: HttpRequest, job: Job, person: Person) -> HttpResponse:
    acts: dict[str, Callable[[], Job]] = {
        "cancel": lambda: dismiss_job(job_id=job.pk, actor=person),
        "again": lambda: start_again(job_id=job.pk, actor=person),
        "reproduce": lambda: reproduce_job(job_id=job.pk, actor=person),
        "deposit": lambda: return_as_draft(job_id=job.pk, actor=person),
    }
    if request.POST.get("do") == "keep":
        return _kept(request, job, person)
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        return redirect("compute-job", job.pk)
    try:
        made = act()
    except (RepositoryError, InputRefused) as error:
        messages.error(request, error.sentence if isinstance(error, RepositoryError) else refusal_line(error, job))
        return redirect("compute-job", job.pk)
    except Job.DoesNotExist as error:
        raise Http404("no such job") from error
    if request.POST["do"] == "deposit" and made.deposit_id:
        messages.info(request, _("A draft was opened with the results: its files arrive by themselves."))
        return redirect("deposit-status", made.deposit_id)
    if made.state == JobState.DISMISSED:
        messages.info(request, _("The job is cancelled."))
    return redirect("compute-job", made.pk)


def _kept(request: HttpRequest, job: Job, person: Person) -> HttpResponse:
    """Its request as a product, as the form says."""
    said = request.POST
    kind = ProductKind.SYSTEMATIC if said.get("kind") == ProductKind.SYSTEMATIC else ProductKind.VIRTUAL
    typed: dict[str, Any] = {"title": said.get("title", ""), "pattern": said.get("pattern", "")}
    typed |= {"is_public": "public" in said, "also_past": "past" in said}
    try:
        product = keep_job(job_id=job.pk, actor=person, kind=kind, **typed)
    except (RepositoryError, InputRefused) as error:
        return _not_kept(request, job, person, error, typed | {"kind": kind})
    except Job.DoesNotExist as error:
        raise Http404("no such job") from error
    return redirect("compute-product", product.slug)


def _not_kept(
    request: HttpRequest, job: Job, person: Person, error: RepositoryError | InputRefused, typed: dict[str, Any]
) -> HttpResponse:
    """The page again with what was typed, the reason above the form; 409 for what is not a matter of the form."""
    words = error.sentence if isinstance(error, RepositoryError) else refusal_line(error, job)
    context = page_of(job, person, request.GET)
    keeping = context["keeping"]
    if keeping is None:
        messages.error(request, words)
        return redirect("compute-job", job.pk)
    kind = typed["kind"] if typed["kind"] in keeping["modes"] else keeping["kind"]
    keeping |= typed | {"kind": kind, "refused": words, "wrong": getattr(error, "code", "")}
    return render(request, "compute/job.html", context, status=422 if isinstance(error, _OF_THE_FORM) else 409)
