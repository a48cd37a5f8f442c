"""The queue, on a page and as a table of text, and the public datasets of the reader's disciplines."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.models import QueueEntry
from moderation.queries.people import colleagues_of
from moderation.queries.queue import days_of_last_answer, entries_on_page, queue_rows, reach_of, waiting_entries
from moderation.queries.queue_counts import QueueCounts, queue_counts
from moderation.queries.queue_filters import QueueFilter, filter_of
from moderation.queries.queue_lines import queue_lines
from moderation.queries.shelf import public_datasets, shelf_rows
from moderation.views.entrance import login_required, moderator_of
from moderation.views.tables import table_of
from moderation.waiting import TARGET_DAYS
from repository.access import poles_moderated_by

PAGE_ROWS = 25
EXPORT_MOST = 10_000
"""Lines of an exported queue."""


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits: yours, nobody's, over target; by state, discipline, findings and words."""
    reader = moderator_of(request)
    reach = reach_of(reader)
    wanted = filter_of(request.GET, poles=reach.codes)
    counts = queue_counts(reach, wanted)
    found = waiting_entries(reach, wanted)
    page = _page(request, found, total=None if wanted.is_narrow else counts.total)
    context = {
        "rows": queue_rows(entries_on_page(found, start=max(page.start_index() - 1, 0), most=PAGE_ROWS)),
        "pager": _pager(request, page),
        "wanted": wanted,
        "counts": counts.by_state(),
        "chips": _chips(counts),
        "poles": [_pole_chip(pole, count, wanted) for pole, count in counts.by_pole(reach.poles)],
        "colleagues": colleagues_of(reader),
        "target": TARGET_DAYS,
        "last_answer": days_of_last_answer(reader) if not page.paginator.count else None,
    }
    return render(request, "moderation/queue.html", context)


@require_safe
@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The same view as a table of text (CSV), all of its pages."""
    reader = moderator_of(request)
    reach = reach_of(reader)
    found = waiting_entries(reach, filter_of(request.GET, poles=reach.codes))
    rows = queue_rows(entries_on_page(found, start=0, most=EXPORT_MOST))
    return table_of(queue_lines(rows), name="queue.csv")


@require_safe
@login_required
def public(request: HttpRequest) -> HttpResponse:
    """What is public, who corrected it, and the way to a withdrawal."""
    reader = moderator_of(request)
    asked = request.GET.get("pole", "")
    pole = asked if asked in reach_of(reader).codes else ""
    page = Paginator(public_datasets(reader, pole=pole), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": shelf_rows(list(page)),
        "pager": _pager(request, page),
        "pole": pole,
        "poles": poles_moderated_by(reader),
        "total": page.paginator.count,
    }
    return render(request, "moderation/public.html", context)


def _page(request: HttpRequest, found: QuerySet[QueueEntry], *, total: int | None) -> "Page[QueueEntry]":
    """Where in the list the reader is; ``total`` where it is known already."""
    paginator = Paginator(found, PAGE_ROWS)
    if total is not None:
        vars(paginator)["count"] = total
    return paginator.get_page(request.GET.get("page"))


def _chips(counts: QueueCounts) -> list[dict[str, Any]]:
    """The switches over whose and how urgent: each leads to its view, or out of it."""
    wanted = counts.wanted
    switches: list[dict[str, Any]] = [
        {"name": "mine", "is_on": wanted.whose == "mine", "changes": {"whose": "mine"}, "off": {"whose": ""}},
        {"name": "none", "is_on": wanted.whose == "none", "changes": {"whose": "none"}, "off": {"whose": ""}},
        *(
            {"name": name, "is_on": getattr(wanted, name), "changes": {name: True}, "off": {name: False}}
            for name in ("late", "urgent", "findings")
        ),
    ]
    return [
        {
            "name": each["name"],
            "is_on": each["is_on"],
            "count": counts.of(**each["changes"]),
            "query": wanted.query(**(each["off"] if each["is_on"] else each["changes"])),
        }
        for each in switches
    ]


def _pole_chip(pole: Any, count: int, wanted: QueueFilter) -> dict[str, Any]:
    return {"pole": pole, "count": count, "query": wanted.query(pole=pole.code), "is_on": wanted.pole == pole.code}


def _pager(request: HttpRequest, page: "Page[Any]") -> dict[str, object]:
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
