"""Step 5 and what follows: the page as it will be, submitting, taking back, correcting what is public."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from repository.access import Action, can
from repository.errors import Incomplete
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset
from repository.panels import panels_for
from repository.queries.agreements import Accepted, agreement_shown
from repository.queries.deposit_steps import lacks_of
from repository.queries.drafts import draft_assessment, is_correction
from repository.queries.landing import draft_landing
from repository.queries.layers import files_changed
from repository.record.findings import Assessment, Step
from repository.services.corrections import begin_correction, drop_correction
from repository.services.submissions import submit_dataset, take_back_dataset
from repository.views.deposit_access import draw_access
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, why_not_editable
from repository.views.deposit_page import step_page
from repository.views.public import whole_number

PANEL_PAGE = "deposit-review"
RESUBMITTED = frozenset({DatasetState.DRAFT, DatasetState.CHANGES_REQUESTED})


@require_safe
@login_required
def review(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """What is missing, the landing page as it will be, and the button that hands it over."""
    dataset = dataset_to_read(request, deposit_id, key)
    assessment = draft_assessment(dataset)
    context = step_page(request, dataset, Step.REVIEW, assessment) | _handing_over(request, dataset, assessment)
    context["page"] = draft_landing(
        dataset,
        files_page=whole_number(request.GET.get("files"), default=1),
        file_address=lambda number: reverse("deposit-file", args=[deposit_id, key, number]),
    )
    return render(request, "repository/deposit_review.html", context)


def _handing_over(request: HttpRequest, dataset: Dataset, assessment: Assessment) -> dict[str, Any]:
    """What stands in the way, and what the reader may do."""
    lacks = lacks_of(dataset, assessment, get_language() or "en")
    is_editable = may_edit(request, dataset)
    return {
        "blocking": [lack for lack in lacks if lack.blocks],
        "advice": [lack for lack in lacks if not lack.blocks],
        "why_not": "" if is_editable else why_not_editable(dataset),
        "may_submit": is_editable and not assessment.blocking,
        "asks_for_note": dataset.submitted_version_id is not None or is_correction(dataset),
        "is_correction": is_correction(dataset),
        "needs_note": is_correction(dataset) and files_changed(dataset),
        "access": draw_access(request, dataset),
        "agreement": agreement_shown(),
        "may_take_back": may_take_back(request, dataset),
        "panels": panels_for(PANEL_PAGE, request, dataset),
    }


def may_take_back(request: HttpRequest, dataset: Dataset) -> bool:
    """Whether the reader may take a submitted dataset back now."""
    return dataset.state == DatasetState.SUBMITTED and can(reader_of(request), Action.SUBMIT, dataset)


def may_drop_correction(request: HttpRequest, dataset: Dataset) -> bool:
    """Whether the reader may give up a correction now."""
    is_under_way = dataset.standing == Standing.PUBLIC and dataset.state in {*RESUBMITTED, DatasetState.SUBMITTED}
    return is_under_way and can(reader_of(request), Action.SUBMIT, dataset)


@require_POST
@login_required
def submit(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Hand the dataset to the moderators; back to the review where something is still missing."""
    dataset = dataset_to_read(request, deposit_id, key)
    note = request.POST.get("note", "").replace("\x00", "")
    try:
        submit_dataset(dataset_key=dataset.key, actor=reader_of(request), note=note, agreement=_accepted(request))
    except Incomplete as problem:
        messages.error(request, problem.sentence)
        return redirect("deposit-review", deposit_id, key)
    messages.success(request, _("Submitted. The moderators have it now; you get a mail when they answer."))
    return redirect("deposit-status", deposit_id)


def _accepted(request: HttpRequest) -> Accepted | None:
    """The agreement that was ticked, in the language that the page showed it in."""
    version, language = request.POST.get("agree", ""), request.POST.get("agree-language", "")
    if not re.fullmatch(r"[0-9]{1,6}", version):
        return None
    return Accepted(version=int(version), language="fr" if language == "fr" else "en")


@require_POST
@login_required
def take_back(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Take a submitted dataset back into the draft."""
    dataset = dataset_to_read(request, deposit_id, key)
    take_back_dataset(dataset_key=dataset.key, actor=reader_of(request))
    messages.success(request, _("It is in your hands again. Submit it when you are ready."))
    return redirect("deposit-review", deposit_id, key)


@require_POST
@login_required
def correction_begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open the public description for correction."""
    found = Dataset.objects.filter(key=key, deposit__isnull=False).first()
    if found is None or found.deposit_id is None:
        raise Http404
    dataset = dataset_to_read(request, found.deposit_id, key)
    begin_correction(dataset_key=dataset.key, actor=reader_of(request))
    messages.info(request, _("Readers see the description as it was until the corrected one is accepted."))
    return redirect("deposit-description", found.deposit_id, key)


@require_POST
@login_required
def correction_drop(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Give up a correction."""
    dataset = dataset_to_read(request, deposit_id, key)
    drop_correction(dataset_key=dataset.key, actor=reader_of(request))
    messages.success(request, _("The correction is given up. The public description is as it was."))
    return redirect("deposit-status", deposit_id)
