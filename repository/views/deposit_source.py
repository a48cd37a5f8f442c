"""The owner's page about the source of a public dataset: declare it, pause it, go on."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from repository.access import Action, can
from repository.errors import WrongState
from repository.forms.sources import OTHER, SourceForm
from repository.models import Dataset, Source
from repository.queries.deposits import dataset_title
from repository.queries.sources import places, schedules, source_of
from repository.series.schedule import PRESETS
from repository.services.sources import declare_source, pause_source
from repository.views.deposit_entrance import dataset_to_read, reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """What is declared, what the last look found, and the form that changes it."""
    dataset = _evolving(request, deposit_id, key)
    line = source_of(dataset)
    form = _form(request, line.source if line else None)
    if request.method == "POST" and form.is_valid() and _declared(request, dataset, form):
        return redirect("deposit-source", deposit_id, key)
    context = {"dataset": dataset, "line": line, "form": form, "title": dataset_title(dataset)}
    return render(request, "repository/deposit_source.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def source_pause(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Take no more layers, or go on."""
    dataset = _evolving(request, deposit_id, key)
    try:
        pause_source(dataset_key=dataset.key, actor=reader_of(request), pauses="pause" in request.POST)
    except WrongState as problem:
        messages.error(request, problem.sentence)
    return redirect("deposit-source", deposit_id, key)


def _evolving(request: HttpRequest, deposit_id: UUID, key: UUID) -> Dataset:
    dataset = dataset_to_read(request, deposit_id, key)
    if not can(reader_of(request), Action.EVOLVE, dataset):
        raise Http404
    return dataset


def _form(request: HttpRequest, known: Source | None) -> SourceForm:
    initial = {}
    if known is not None:
        is_preset = known.schedule in PRESETS
        initial = {
            "name": known.name,
            "path": known.path,
            "schedule": known.schedule if is_preset else OTHER,
            "cron": "" if is_preset else known.schedule,
            "is_reviewed": known.is_reviewed,
        }
    return SourceForm(request.POST or None, places=places(), schedules=schedules(), initial=initial)


def _declared(request: HttpRequest, dataset: Dataset, form: SourceForm) -> bool:
    told = form.cleaned_data
    try:
        declare_source(
            dataset_key=dataset.key,
            actor=reader_of(request),
            name=told["name"],
            path=told["path"],
            schedule=form.wanted,
            is_reviewed=told["is_reviewed"],
        )
    except WrongState as problem:
        field = {"source-unknown": "name", "schedule-invalid": "cron", "path-invalid": "path"}.get(problem.code)
        form.add_error(field, problem.sentence)
        return False
    messages.success(request, _("Kept. A new source is taken from once an operator has allowed it."))
    return True
