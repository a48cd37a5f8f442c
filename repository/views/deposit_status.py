"""Where a deposit stands: who holds each dataset, what is asked, how far its publication is, what happened."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.access import Action, can, public_files_are_open
from repository.lifecycle import DatasetState
from repository.models import Dataset
from repository.panels import panels_for
from repository.queries.deposit_people import is_party
from repository.queries.deposits import asked_of_author, dataset_title, holder_words, state_badges
from repository.queries.progress import is_finished, publication_progress
from repository.queries.timeline import timeline_of
from repository.views.deposit_entrance import deposit_to_read, may_edit, reader_of
from repository.views.deposit_review import may_drop_correction, may_take_back

PANEL_PAGE = "deposit-status"


@require_safe
@login_required
def status(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """The deposit's page."""
    deposit, datasets = deposit_to_read(request, deposit_id)
    shown = [_shown(request, dataset) for dataset in datasets]
    context = {
        "deposit": deposit,
        "shown": shown,
        "heading": shown[0]["title"],
        "may_add": can(reader_of(request), Action.EDIT, deposit),
        "may_start_from_first": bool(datasets and datasets[0].draft),
        "is_party": is_party(reader_of(request), deposit),
        "several": len(shown) > 1,
        "timeline": timeline_of(datasets, for_parties=_is_of_parties(request, datasets)),
        "following": _following(datasets),
    }
    return render(request, "repository/deposit_status.html", context)


@require_safe
@login_required
def progress(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """Only the publications under way, for the page that follows them."""
    _deposit, datasets = deposit_to_read(request, deposit_id)
    return render(request, "repository/_deposit_progress.html", {"following": _following(datasets)})


def _is_of_parties(request: HttpRequest, datasets: list[Dataset]) -> bool:
    """Whether the reader writes these datasets or moderates them; what is said between the two is not for others."""
    reader = reader_of(request)
    return all(can(reader, Action.LINK, each) or can(reader, Action.REVIEW, each) for each in datasets)


def _shown(request: HttpRequest, dataset: Dataset) -> dict[str, Any]:
    reader = reader_of(request)
    is_author = can(reader, Action.SUBMIT, dataset) or may_edit(request, dataset)
    return {
        "dataset": dataset,
        "title": dataset_title(dataset),
        "badges": state_badges(dataset),
        "holder": holder_words(dataset, is_author=is_author),
        "asked": asked_of_author(dataset) if is_author else "",
        "panels": panels_for(PANEL_PAGE, request, dataset),
        "may_edit": may_edit(request, dataset),
        "may_take_back": may_take_back(request, dataset),
        "may_correct": can(reader, Action.CORRECT, dataset),
        "may_evolve": can(reader, Action.EVOLVE, dataset),
        "may_give": can(reader, Action.GIVE_FILES, dataset) and not public_files_are_open(dataset),
        "may_drop_correction": may_drop_correction(request, dataset),
        "may_remove": may_edit(request, dataset) and dataset.submitted_version_id is None,
    }


def _following(datasets: list[Dataset]) -> dict[str, Any]:
    """The stages of every publication, what is waited for, and whether nothing more is to come."""
    rows = [(dataset, dataset_title(dataset), publication_progress(dataset)) for dataset in datasets]
    rows = [row for row in rows if row[2]]
    under_way = [row for row in rows if not is_finished(row[2])]
    waiting = any(dataset.state == DatasetState.ACCEPTED for dataset in datasets)
    submitted = any(dataset.state == DatasetState.SUBMITTED for dataset in datasets)
    on_the_road = bool(under_way) or waiting
    return {
        "rows": rows,
        "state": "publishing" if on_the_road else "submitted" if submitted else "",
        "finished": not on_the_road and not submitted,
        "several": len(datasets) > 1,
    }
