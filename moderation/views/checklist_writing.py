"""The lists of the disciplines, and writing the next version of one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation.checklists import MOST_POINTS, Fault, Point, faults_of
from moderation.forms import PointForm
from moderation.models import Checklist
from moderation.queries.checklists import list_lines, may_write_checklist, name_of, versions_of
from moderation.services.checklists import write_checklist
from moderation.views.entrance import login_required, reader_of
from repository.access import Action, can, can_moderate
from repository.errors import NotAllowed, RepositoryError, StaleRecord, WrongState
from repository.models import Person, Pole

BLANK_ROWS: Final = 3

_NUMBER: Final = re.compile(r"\d{1,4}([.,]\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenPoint:
    """One row of the form: what was typed into it, and what is wrong with it."""

    index: int
    point: Point
    faults: tuple[str, ...] = ()


@require_safe
@login_required
def checklists(request: HttpRequest) -> HttpResponse:
    """Every list that the reader may see: who wrote the version that holds, and when."""
    return render(request, "moderation/checklists.html", {"lines": list_lines(_writer(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def checklist(request: HttpRequest, code: str = "") -> HttpResponse:
    """One list with its versions: looked at, or written by who may."""
    writer = _writer(request)
    pole = get_object_or_404(Pole, code=code) if code else None
    may_write = may_write_checklist(writer, pole)
    if not may_write and pole is not None:
        raise Http404
    if request.method != "POST":
        return _page(request, pole, _rows_shown(request, pole), may_write=may_write)
    if not may_write:
        raise NotAllowed(_("You may not do this with this account."))
    return _written(request, writer, pole)


def _writer(request: HttpRequest) -> Person:
    """The signed-in person, who moderates something or operates the site."""
    reader = reader_of(request)
    if not (can_moderate(reader) or can(reader, Action.ADMINISTER)):
        raise NotAllowed(_("This room is for moderators."))
    return reader


def _written(request: HttpRequest, writer: Person, pole: Pole | None) -> HttpResponse:
    """Save what was typed; where it cannot be saved, the page again with every word kept."""
    points, seen = _typed(request.POST), request.POST.get("seen", "")
    try:
        made = write_checklist(
            actor=writer, pole=pole, points=points, seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1
        )
    except (StaleRecord, WrongState) as problem:
        rows = _rows(points, faults_of(_with_keys(points)))
        return _page(request, pole, rows, may_write=True, problem=problem)
    messages.success(request, _("Version %(number)d is in force.") % {"number": made.number})
    return redirect(request.path)


def _typed(posted: Mapping[str, str]) -> list[Point]:
    """The rows that say something, in the order that their numbers give."""
    found: list[tuple[float, int, Point]] = []
    for index in range(MOST_POINTS + BLANK_ROWS):
        form = PointForm(posted, prefix=str(index))
        if not form.is_valid():
            continue
        said = form.cleaned_data
        if said["english"] or said["french"]:
            words = {name: said[name] for name in ("key", "english", "french", "english_help", "french_help")}
            found.append((_place(said["place"], index), index, Point(**words, is_required=said["is_required"])))
    return [point for _place, _index, point in sorted(found, key=lambda each: each[:2])]


def _place(text: str, index: int) -> float:
    """The number that was typed for a row, such as 2 or 2.5; else that of the row."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else float(index + 1)


def _with_keys(points: list[Point]) -> list[Point]:
    """The same with any keys at all, so that only what a person typed is found wrong."""
    return [Point(f"p{index}", each.english, each.french, each.english_help, each.french_help, each.is_required)
            for index, each in enumerate(points, 1)]  # fmt: skip


def _rows_shown(request: HttpRequest, pole: Pole | None) -> list[WrittenPoint]:
    chosen = _version_asked(request, versions_of(pole)) or _begin_with(pole)
    return _rows(list(chosen.points), ())


def _begin_with(pole: Pole | None) -> Checklist:
    """What the form begins with: the newest version; for a discipline without a list, that of the site."""
    return (versions_of(pole) or versions_of(None))[0]


def _version_asked(request: HttpRequest, versions: tuple[Checklist, ...]) -> Checklist | None:
    asked = request.GET.get("version", "")
    return next((each for each in versions if str(each.number) == asked), None)


def _rows(points: list[Point], faults: tuple[Fault, ...]) -> list[WrittenPoint]:
    words = _words_of_faults()
    rows = [
        WrittenPoint(index, point, tuple(words[each.code] for each in faults if each.position == index + 1))
        for index, point in enumerate(points)
    ]
    blank = [WrittenPoint(len(rows) + more, Point("", "", "")) for more in range(BLANK_ROWS)]
    return [*rows, *blank]


def _words_of_faults() -> dict[str, str]:
    return {
        "language-missing": _("Say it in English and in French: both are read."),
        "help-missing": _("Give the help in both languages, or in none."),
        "text-too-long": _("A point has 300 characters at most. Put the rest into the help."),
        "help-too-long": _("The help has 600 characters at most."),
        "key-wrong": _("Reload the page, then type it again."),
        "list-too-long": _("A list has 60 points at most."),
    }


def _page(
    request: HttpRequest,
    pole: Pole | None,
    rows: list[WrittenPoint],
    *,
    may_write: bool,
    problem: RepositoryError | None = None,
) -> HttpResponse:
    versions = versions_of(pole)
    context: dict[str, Any] = {
        "pole": pole, "name": name_of(pole), "rows": rows, "versions": versions, "may_write": may_write,
        "problem": problem, "seen": versions[0].number if versions else 0,
        "asked": _version_asked(request, versions),
        "newest": versions[0] if versions and isinstance(problem, StaleRecord) else None,
    }  # fmt: skip
    status = 200 if problem is None else 409 if isinstance(problem, StaleRecord) else 422
    return render(request, "moderation/checklist.html", context, status=status)
