"""What depositors see of the moderators' work on their own pages: named by ``config/panels.py``."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from moderation.models import Ending
from moderation.queries.asked import asked_of_authors
from moderation.queries.delays import usual_delays
from moderation.queries.urgency import AT_WORK, urgency_of
from moderation.waiting import working_days
from repository.access import Action, can
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Person
from repository.queries.drafts import effective_document
from repository.queries.reviewer_links import LinkLine, links_of


def asked(request: HttpRequest, dataset: Dataset) -> str | None:
    """What is asked of the authors, since when the moderators have it, and how long they usually take."""
    is_author = _writes(request, dataset)
    context: dict[str, Any] = {"asks": asked_of_authors(dataset) if is_author else (), "is_author": is_author}
    version = dataset.submitted_version
    if dataset.state == DatasetState.SUBMITTED and version is not None:
        context["waited"] = working_days(version.created.date(), timezone.now().date())
        context["delays"] = usual_delays(dataset.poles)
    if not context["asks"] and "waited" not in context:
        return None
    return render_to_string("moderation/_panel_asked.html", {**context, "dataset": dataset}, request=request)


def urgency(request: HttpRequest, dataset: Dataset) -> str | None:
    """The urgent lane: the way into it, or what was declared, with the DOI and the private links at hand."""
    at_work = dataset.state in AT_WORK and dataset.standing != Standing.WITHDRAWN
    if not at_work or not _writes(request, dataset):
        return None
    declared = urgency_of(dataset)
    is_lowered = declared is not None and declared.ending == Ending.LOWERED
    is_live = declared is not None and declared.is_live
    context = {
        "dataset": dataset,
        "urgency": declared,
        "is_live": is_live,
        "is_lowered": is_lowered,
        "links": live_links(dataset) if is_live else (),
        "is_first": dataset.standing == Standing.UNPUBLISHED,
    }
    return render_to_string("moderation/_panel_urgency.html", context, request=request)


def before_submission(request: HttpRequest, dataset: Dataset) -> str | None:
    """Beside the button that submits: how long the disciplines of the draft usually take, and the urgent lane."""
    at_work = dataset.state in AT_WORK - {DatasetState.SUBMITTED} and dataset.standing != Standing.WITHDRAWN
    if not at_work or not _writes(request, dataset):
        return None
    declared = urgency_of(dataset)
    context = {
        "dataset": dataset,
        "delays": usual_delays(_poles_of_draft(dataset)),
        "is_live": declared is not None and declared.is_live,
        "may_hurry": declared is None or declared.ending != Ending.LOWERED,
    }
    return render_to_string("moderation/_panel_before.html", context, request=request)


def live_links(dataset: Dataset) -> tuple[LinkLine, ...]:
    """The private links that show a dataset now."""
    if dataset.deposit is None:
        return ()
    reach = (None, dataset.pk)
    return tuple(line for line in links_of(dataset.deposit) if line.is_live and line.link.grant.dataset_id in reach)


def _writes(request: HttpRequest, dataset: Dataset) -> bool:
    """Whether the reader is one of the authors, in whatever state the dataset is."""
    return isinstance(request.user, Person) and can(request.user, Action.LINK, dataset)


def _poles_of_draft(dataset: Dataset) -> list[str]:
    """The disciplines that a draft names; whatever else stands there is left out."""
    named = effective_document(dataset).get("poles")
    return [code for code in named if isinstance(code, str)] if isinstance(named, list) else []
