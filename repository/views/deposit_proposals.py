"""What the files say: the answers to their proposals, and the parts of a page that follow the reading of files."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from repository.errors import StaleRecord, WrongState
from repository.forms.proposals import Pressed, offers_of, read_pressed
from repository.models import Dataset, Person
from repository.queries.deposit_steps import step_url
from repository.queries.draft_files import PAGE_OF_FILES, draft_places, file_lines
from repository.queries.proposals import label_in_words
from repository.record.findings import Step
from repository.services.proposals import (
    Answer,
    refuse_proposal,
    undo_answer,
    use_clear_proposals,
    use_proposal,
)
from repository.views.deposit_entrance import dataset_to_read, may_edit, reader_of, turned_away
from repository.views.deposit_page import step_page


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def proposals(request: HttpRequest, deposit_id: UUID, key: UUID) -> HttpResponse:
    """Answer a proposal; with script, the parts of the page that may have changed, as they are now."""
    dataset = dataset_to_read(request, deposit_id, key)
    if not may_edit(request, dataset):
        return turned_away(request, dataset)
    pressed = read_pressed(dict(request.POST.lists())) if request.method == "POST" else None
    if pressed is not None:
        answer_proposal(request, dataset, pressed)
    if request.headers.get("X-Requested-With") == "fetch":
        return _parts(request, dataset_to_read(request, deposit_id, key))
    return redirect(f"{step_url(dataset, Step.FILES)}#prop-{(pressed and pressed.slug) or 'all'}")


def answer_proposal(request: HttpRequest, dataset: Dataset, pressed: Pressed) -> None:
    """Do what was pressed, and say what came of it; what changed meanwhile is said, and nothing is replaced."""
    try:
        words = _ANSWERS[pressed.verb](dataset, reader_of(request), pressed, offers_of(dict(request.POST.lists())))
    except (StaleRecord, WrongState) as problem:
        messages.warning(request, problem.sentence)
    else:
        messages.success(request, words)


def _parts(request: HttpRequest, dataset: Dataset) -> HttpResponse:
    page = Paginator(draft_places(dataset), PAGE_OF_FILES).get_page(request.GET.get("page"))
    context = step_page(request, dataset, Step.FILES) | {"page": page, "lines": file_lines(page.object_list)}
    return render(request, "repository/_deposit_proposals_live.html", context)


def _use(dataset: Dataset, actor: Person, pressed: Pressed, offers: dict[str, str]) -> str:
    answer = Answer(pressed.field, pressed.offer, pressed.seen, pressed.choice)
    use_proposal(dataset_key=dataset.key, actor=actor, answer=answer, language=pressed.language)
    return _("%(field)s: used.") % {"field": label_in_words(pressed.field)}


def _use_clear(dataset: Dataset, actor: Person, pressed: Pressed, offers: dict[str, str]) -> str:
    used = use_clear_proposals(dataset_key=dataset.key, actor=actor, offers=offers, language=pressed.language)
    return ngettext("%(count)d value was used.", "%(count)d values were used.", used) % {"count": used}


def _refuse(dataset: Dataset, actor: Person, pressed: Pressed, offers: dict[str, str]) -> str:
    refuse_proposal(dataset_key=dataset.key, actor=actor, answer=Answer(pressed.field, pressed.offer))
    return _("%(field)s: not used.") % {"field": label_in_words(pressed.field)}


def _undo(dataset: Dataset, actor: Person, pressed: Pressed, offers: dict[str, str]) -> str:
    undo_answer(dataset_key=dataset.key, actor=actor, field=pressed.field)
    return _("%(field)s: undone.") % {"field": label_in_words(pressed.field)}


_ANSWERS: dict[str, Callable[[Dataset, Person, Pressed, dict[str, str]], str]] = {
    "use": _use,
    "use-clear": _use_clear,
    "no": _refuse,
    "undo": _undo,
}
