"""The queue, and the public datasets of the reader's disciplines."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.queries.queue import (
    STATES,
    counts_by_pole,
    counts_by_state,
    days_of_last_answer,
    queue_rows,
    waiting_datasets,
)
from moderation.queries.shelf import public_datasets, shelf_rows
from moderation.views.entrance import login_required, moderator_of
from moderation.waiting import TARGET_DAYS
from repository.access import poles_moderated_by
from repository.lifecycle import DatasetState
from repository.models import Dataset, Person

PAGE_ROWS = 50


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits in one state, by discipline."""
    reader = moderator_of(request)
    state = _state_asked(request)
    pole = _pole_asked(request, reader)
    page = _page(request, waiting_datasets(reader, state=state, pole=pole))
    context = {
        "rows": queue_rows(list(page)),
        "pager": _pager(request, page),
        "state": state,
        "pole": pole,
        "poles": counts_by_pole(reader, state=state),
        "counts": counts_by_state(reader, pole=pole),
        "target": TARGET_DAYS,
        "last_answer": days_of_last_answer(reader) if not page.object_list else None,
    }
    return render(request, "moderation/queue.html", context)


@require_safe
@login_required
def public(request: HttpRequest) -> HttpResponse:
    """What is public, who corrected it, and the way to a withdrawal."""
    reader = moderator_of(request)
    pole = _pole_asked(request, reader)
    page = _page(request, public_datasets(reader, pole=pole))
    context = {
        "rows": shelf_rows(list(page)),
        "pager": _pager(request, page),
        "pole": pole,
        "poles": poles_moderated_by(reader),
        "total": page.paginator.count,
    }
    return render(request, "moderation/public.html", context)


def _state_asked(request: HttpRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in {state.value for state in STATES} else DatasetState.SUBMITTED.value


def _pole_asked(request: HttpRequest, reader: Person) -> str:
    asked = request.GET.get("pole", "")
    return asked if poles_moderated_by(reader).filter(code=asked).exists() else ""


def _page(request: HttpRequest, found: QuerySet[Dataset]) -> "Page[Dataset]":
    return Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))


def _pager(request: HttpRequest, page: "Page[Dataset]") -> dict[str, object]:
    """What ``_pager.html`` reads; the other filters stay in the addresses."""
    urls = {}
    for name, there, number in (
        ("previous_url", page.has_previous(), page.number - 1),
        ("next_url", page.has_next(), page.number + 1),
    ):
        query = request.GET.copy()
        query["page"] = str(number)
        urls[name] = f"?{query.urlencode()}" if there else ""
    return {**urls, "start": page.start_index(), "end": page.end_index(), "total": page.paginator.count}
