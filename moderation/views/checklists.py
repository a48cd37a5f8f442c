"""The checklist beside the record: shown, answered with the decision or before it, kept as evidence."""

import re
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from moderation.models import ChecklistAnswer
from moderation.queries.checklist_rows import open_in, shown_lists
from moderation.queries.review import ReviewPage
from moderation.services.checklists import Answered, Said, answer_checklist, take_over_answers
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from repository.errors import Malformed, WrongState
from repository.forms.posted import storable

_POINT: Final = re.compile(r"point\.(?P<label>[-\w]{0,40}\.\d{1,9})\.(?P<key>p\d{1,6})", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)

MOST_REASON: Final = 100_000


def checklist_part(request: HttpRequest, page: ReviewPage) -> str | None:
    """The lists of the round beside the record; nothing before the checks have ended, or where no list has a point."""
    if page.review is None:
        return None
    lists = tuple(each for each in shown_lists(page.review, page.version) if each.points)
    if not lists:
        return None
    context = {
        "lists": lists,
        "open": open_in(lists),
        "kinds": ChecklistAnswer.Kind.choices,
        "can_answer": page.can_comment,
        "form": "decide" if page.can_decide else "checklist-form",
        "dataset": page.dataset,
        "version": page.version,
        "can_take_over": any(each.can_take_over for each in lists),
    }
    return render_to_string("moderation/_part_checklist.html", context, request=request)


@require_POST
@login_required
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep the answers, and the words of a decision that were typed beside them; back to the list."""
    dataset_to_review(request, key)
    version = request.POST.get("version", "")
    if not _NUMBER.fullmatch(version):
        raise Malformed(_("This is not an answer."))
    request.session[reason_key(key)] = request.POST.get("reason", "")[:MOST_REASON]
    try:
        _tell(request, keep_answers(request, key, int(version)))
        if request.POST.get("do") == "take-over":
            take_over_answers(dataset_key=key, actor=reader_of(request), version=int(version))
    except WrongState as problem:
        messages.error(request, problem.sentence)
    return HttpResponseRedirect(f"{reverse('moderation-review', args=[key])}#checklist")


def keep_answers(request: HttpRequest, key: UUID, version: int) -> Answered:
    """Keep what a form says to the points of the lists. Raises as ``answer_checklist``; ``Malformed``."""
    said = {(found["label"], found["key"]): _said(request, name)
            for name in request.POST if (found := _POINT.fullmatch(name))}  # fmt: skip
    if not said:
        return Answered(0)
    return answer_checklist(dataset_key=key, actor=reader_of(request), version=version, said=said)


def reason_key(key: UUID) -> str:
    """Under which name the words of a decision that is not taken yet wait for the next page."""
    return f"reason-{key}"


def _said(request: HttpRequest, name: str) -> Said:
    place = name.removeprefix("point")
    kind, seen = request.POST[name], request.POST.get(f"seen{place}", "")
    if kind not in ChecklistAnswer.Kind.values:
        raise Malformed(_("This is not an answer."))
    note = storable(request.POST.get(f"note{place}", "")).strip()
    return Said(kind, note, int(seen) if _NUMBER.fullmatch(seen) else 0)


def _tell(request: HttpRequest, kept: Answered) -> None:
    if kept.count:
        words = ngettext("%(count)d answer is kept.", "%(count)d answers are kept.", kept.count)
        messages.success(request, words % {"count": kept.count})
    if kept.overtaken:
        words = _("%(names)s answered meanwhile too. Yours counts now; both are kept.")
        messages.warning(request, words % {"names": ", ".join(kept.overtaken)})
