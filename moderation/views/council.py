"""Lists for scientific councils: what a discipline published in a period, and what its members say of it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.forms import VoteForm, safe_next
from moderation.models import Worth
from moderation.queries.council import council_lines, council_poles, council_rows, published_between
from moderation.services.council import vote as say
from moderation.views.entrance import login_required, reader_of
from moderation.views.tables import table_of
from repository.errors import Malformed, NotAllowed
from repository.lifecycle import Standing
from repository.models import Dataset, Pole

PAGE_ROWS = 50
EXPORT_MOST = 10_000


@require_safe
@login_required
def council(request: HttpRequest) -> HttpResponse:
    """The list of one discipline, newest first; as a table of text with ``format=csv``."""
    reader = reader_of(request)
    poles = list(council_poles(reader))
    if not poles:
        raise NotAllowed(_("This list is for moderators and scientific advisers."))
    pole = next((each for each in poles if each.code == request.GET.get("pole")), poles[0])
    begin, end = (_day(request.GET.get(name, "")) for name in ("from", "to"))
    found = published_between(pole, begin, end)
    if request.GET.get("format") == "csv":
        rows = council_rows(list(found[:EXPORT_MOST]), pole=pole, reader=reader)
        return table_of(council_lines(rows, pole), name=f"council-{pole.code}.csv")
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "rows": council_rows(list(page), pole=pole, reader=reader),
        "page": page,
        "worths": Worth.choices,
        "here": request.get_full_path(),
        **_asked(pole, poles, begin, end),
    }
    return render(request, "moderation/council.html", context)


@require_POST
@login_required
def vote(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whether one of them is worth promoting."""
    reader = reader_of(request)
    get_object_or_404(Dataset, key=key, standing=Standing.PUBLIC)
    if not council_poles(reader).exists():
        raise NotAllowed(_("This list is for moderators and scientific advisers."))
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise Malformed(_("Choose one of the three."))
    said = form.cleaned_data
    say(dataset_key=key, pole_code=said["pole"], person=reader, worth=said["worth"], note=said["note"])
    back = safe_next(request, said["next"], reverse("moderation-council"))
    return HttpResponseRedirect(f"{back}#dataset-{key}")


def _asked(pole: Pole, poles: list[Pole], begin: date | None, end: date | None) -> dict[str, Any]:
    period = {name: day.isoformat() for name, day in (("from", begin), ("to", end)) if day}
    return {
        "pole": pole,
        "poles": [(each, urlencode({"pole": each.code, **period})) for each in poles],
        "begin": begin.isoformat() if begin else "",
        "end": end.isoformat() if end else "",
        "query": urlencode({"pole": pole.code, **period}),
    }


def _day(text: str) -> date | None:
    """A day as forms send it; what is none asks for nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
