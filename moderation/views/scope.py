"""The depositor's side of the rules: which disciplines, why, and the questions that decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.queries.routing import answers_of, result_of, route_draft, routing_of
from moderation.queries.routing_words import ShownRouting, shown_routing
from moderation.queries.rule_books import book_in_force, book_of
from moderation.services.scope_answers import answer_questions
from moderation.views.entrance import dataset_for, login_required, reader_of
from repository.access import Action, can
from repository.forms.posted import storable
from repository.models import Dataset, Person

PLACE = "scope"
BEFORE_A_NAME = "q-"


@require_POST
@login_required
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep the answers of a depositor, then back to the last step."""
    found = Dataset.objects.select_related("deposit", "submitted_version")
    dataset = dataset_for(request, key, Action.EDIT, found)
    answers = {
        name.removeprefix(BEFORE_A_NAME): storable(value)
        for name, value in request.POST.items()
        if name.startswith(BEFORE_A_NAME) and isinstance(value, str)
    }
    if answer_questions(dataset_key=key, actor=reader_of(request), answers=answers):
        messages.success(request, _("Your answers are kept. The moderators see them with the dataset."))
    there = reverse("deposit-review", args=[dataset.deposit_id, key])
    return HttpResponseRedirect(f"{there}#{PLACE}")


def scope_panel(request: HttpRequest, dataset: Dataset) -> str | None:
    """What the rules say of a draft now, with the questions that are open; of what was submitted, what they said."""
    reader = request.user if isinstance(request.user, Person) else None
    if not can(reader, Action.READ, dataset):
        return None
    may_answer = can(reader, Action.EDIT, dataset)
    shown = _of_draft(dataset) if may_answer else _of_submitted(dataset)
    if shown is None or not (shown.poles or shown.questions):
        return None
    context = {"dataset": dataset, "routing": shown, "may_answer": may_answer, "prefix": BEFORE_A_NAME}
    return render_to_string("moderation/_panel_scope.html", context, request=request)


def _of_draft(dataset: Dataset) -> ShownRouting:
    return shown_routing(route_draft(dataset), answers_of(dataset), book_in_force())


def _of_submitted(dataset: Dataset) -> ShownRouting | None:
    routing = routing_of(dataset.submitted_version)
    return shown_routing(result_of(routing), routing.answers, book_of(routing.book_version)) if routing else None
