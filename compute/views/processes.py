"""The processes there are, and the form of one: its cost told before it starts, everything typed kept."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from compute.models import Job
from compute.pages.controls import Control, controls_of
from compute.pages.cost import cost_of, sight_words, span_words
from compute.pages.files import groups_for, has_stations, media_types_of, tokens_of
from compute.pages.posted import given_of
from compute.pages.prefill import filled, filled_from, known_of, title_of
from compute.pages.wording import refusal_words, wording
from compute.processes.base import InputRefused, Known, Process
from compute.processes.registry import processes
from compute.queries import jobs_visible_to
from compute.services.asking import wait_for_price
from compute.services.looking import Sight, look
from compute.services.submitting import price_of, submit_job
from repository.errors import RepositoryError
from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.queries.map_words import map_words
from repository.views.deposit_entrance import reader_of

COST: Final = "cost"
COUNT: Final = "count"
START: Final = "start"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What can be computed here; with ``dataset`` what suits its files."""
    dataset = _dataset(request)
    kinds = {process.id: media_types_of(process) for process in processes().values()}
    shown = [
        {
            "id": process.id,
            "title": wording(process.title),
            "description": wording(process.description),
            "outputs": [wording(output.title) for output in process.outputs.values()],
        }
        for process in processes().values()
        if dataset is None or (kinds[process.id] and has_stations(dataset, kinds[process.id]))
    ]
    context = {"processes": shown, "dataset": dataset, "title": title_of(dataset) if dataset else None}
    return render(request, "compute/processes.html", context)


@dataclass(slots=True)
class Form:
    """What the page of a process shows."""

    process: Process
    controls: list[Control]
    cost: Any = None
    sight: Sight | None = None
    is_counted: bool = False
    error: str = ""
    refused: str = ""
    said: list[str] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def form(request: HttpRequest, process_id: str) -> HttpResponse:
    """The form of a process; with ``do`` what it costs, what there is to compute with, or the start."""
    process = processes().get(process_id)
    if process is None:
        raise Http404("no such process")
    dataset, person = _dataset(request), reader_of(request)
    if request.method != "POST":
        return _page(request, _new(request, process, dataset, person), dataset)
    posted = {name: request.POST.getlist(name) for name in request.POST}
    made = Form(process, _controls(process, posted, dataset, person, is_new=False))
    do = request.POST.get("do", COST)
    job = _done(made, given_of(process, posted), person, do)
    if job is not None:
        return redirect("compute-job", job.pk)
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "compute/_cost.html", {"form": made, "wants_count": do == COST})
    return _page(request, made, dataset)


def _page(request: HttpRequest, made: Form, dataset: Dataset | None) -> HttpResponse:
    context = {
        "form": made,
        "title": wording(made.process.title),
        "description": wording(made.process.description),
        "outputs": [(wording(each.title), wording(each.description)) for each in made.process.outputs.values()],
        "plain": [each for each in made.controls if not each.is_expert],
        "expert": [each for each in made.controls if each.is_expert],
        "has_expert_error": any(each.error for each in made.controls if each.is_expert),
        "dataset": dataset,
        "dataset_title": title_of(dataset) if dataset else None,
        "map_land": static("land/"),
        "map_words": map_words(),
    }
    return render(request, "compute/process.html", context, status=422 if made.refused or made.error else 200)


def _dataset(request: HttpRequest) -> Dataset | None:
    """The public dataset that the address names; ``Http404`` for one that is not there."""
    suffix = request.GET.get("dataset", "")
    if not suffix:
        return None
    if "\x00" in suffix:
        raise Http404("no such dataset")
    found = Dataset.objects.filter(suffix=suffix, standing=Standing.PUBLIC).select_related("current_version").first()
    if found is None:
        raise Http404("no such dataset")
    return found


def _new(request: HttpRequest, process: Process, dataset: Dataset | None, person: Person) -> Form:
    """For a dataset, or as a job was asked for."""
    if request.GET.get("job"):
        job = _job(request, person, process)
        posted = filled_from(process, job, tokens_of(job))
        return Form(process, _controls(process, posted, dataset, person, is_new=False))
    posted = filled(process, known_of(dataset) if dataset else Known())
    return Form(process, _controls(process, posted, dataset, person, is_new=True))


def _job(request: HttpRequest, person: Person, process: Process) -> Job:
    try:
        return jobs_visible_to(person).get(pk=UUID(request.GET["job"]), process=process.id)
    except (Job.DoesNotExist, ValueError) as error:
        raise Http404("no such job") from error


def _controls(
    process: Process, posted: dict[str, list[str]], dataset: Dataset | None, person: Person, *, is_new: bool
) -> list[Control]:
    controls = controls_of(process, posted, wording)
    is_first = True
    for control in controls:
        if control.kind == "files":
            chosen = None if is_new else posted.get(control.id, [])
            kinds = process.inputs[control.key].media_types
            control.files = groups_for(person, dataset, kinds, chosen, preset=is_first)
            is_first = False
        if control.key == "variable" and dataset is not None:
            control.suggested = list(known_of(dataset).variables)
    return controls


def _done(made: Form, given: dict[str, Any], person: Person, do: str) -> Job | None:
    """The job where it was started; else what was found out stands in the form."""
    if wait_s := wait_for_price(person):
        made.error = _("You ask for prices very often. Wait %(time)s.") % {"time": span_words(wait_s)}
        return None
    try:
        price = price_of(process_id=made.process.id, given=given, actor=person)
        made.cost = cost_of(price, person)
        if do in {COUNT, START} or not made.process.counts_with:
            made.sight, made.is_counted = _looked(made, given, person), True
        if do != START or (made.sight is not None and not made.sight.chosen):
            return None
        return submit_job(process_id=made.process.id, given=given, actor=person)
    except InputRefused as refused:
        _refuse(made, refused)
    except RepositoryError as error:
        made.error = error.sentence
    return None


def _looked(made: Form, given: dict[str, Any], person: Person) -> Sight | None:
    found = look(process_id=made.process.id, given=given, actor=person)
    made.said = sight_words(found) if found is not None else []
    return found


def _refuse(made: Form, refused: InputRefused) -> None:
    words, lang = refusal_words(refused, made.process)
    control = next((each for each in made.controls if each.key == refused.input), None)
    if control is None:
        made.error = words
        return
    control.error, control.error_lang, made.refused = words, lang, control.title
