"""Opinions of other disciplines and of groups of experts: asked, given, not waited for; and their part of the page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.models import Opinion, OpinionView, Routing
from moderation.queries.opinions import earlier_opinions, may_decide, may_give, opinions_of
from moderation.queries.review import ReviewPage
from moderation.queries.routing import result_of, routing_of
from moderation.queries.routing_words import ShownRouting, name_of_party, pole_names, shown_routing
from moderation.queries.rule_books import book_of
from moderation.services.opinions import ask_opinion, give_opinion, waive_opinion
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from repository.errors import NotAllowed, RepositoryError, StaleRecord, WrongState
from repository.forms.posted import storable
from repository.lifecycle import DatasetState
from repository.models import Pole

PLACE = "#routing"


@require_POST
@login_required
def ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask another discipline what it thinks."""
    dataset_to_review(request, key)
    pole, why = (storable(request.POST.get(name, "")) for name in ("pole", "why"))
    try:
        ask_opinion(dataset_key=key, actor=reader_of(request), pole=pole, why=why, required="required" in request.POST)
    except Pole.DoesNotExist as error:
        raise Http404 from error
    except (WrongState, StaleRecord, NotAllowed) as problem:
        return _back(request, key, problem)
    messages.success(request, _("The discipline is asked. The dataset is in its queue, and its moderators get a mail."))
    return _back(request, key)


@require_POST
@login_required
def give(request: HttpRequest, key: UUID, opinion_id: int) -> HttpResponse:
    """Give the opinion of one's discipline, or pass on what a group said."""
    opinion = _opinion_here(request, key, opinion_id)
    view, reason = request.POST.get("view", ""), storable(request.POST.get("reason", ""))
    if view not in OpinionView.values:
        messages.error(request, _("Choose what the opinion is."))
        return _back(request, key)
    try:
        give_opinion(opinion_id=opinion.pk, actor=reader_of(request), view=view, reason=reason)
    except (WrongState, StaleRecord, NotAllowed) as problem:
        return _back(request, key, problem)
    messages.success(request, _("The opinion is kept, with your name and this version of the dataset."))
    return _back(request, key)


@require_POST
@login_required
def waive(request: HttpRequest, key: UUID, opinion_id: int) -> HttpResponse:
    """Say why a required opinion is not waited for."""
    opinion = _opinion_here(request, key, opinion_id)
    try:
        waive_opinion(opinion_id=opinion.pk, actor=reader_of(request), reason=storable(request.POST.get("reason", "")))
    except (WrongState, StaleRecord, NotAllowed) as problem:
        return _back(request, key, problem)
    messages.success(request, _("It is kept why this opinion is not waited for."))
    return _back(request, key)


def _opinion_here(request: HttpRequest, key: UUID, opinion_id: int) -> Opinion:
    dataset = dataset_to_review(request, key)
    return get_object_or_404(Opinion, pk=opinion_id, review__dataset=dataset)


def _back(request: HttpRequest, key: UUID, problem: RepositoryError | None = None) -> HttpResponse:
    if problem is not None:
        messages.error(request, problem.sentence)
    response = redirect("moderation-review", key)
    response["Location"] += PLACE
    return response


def routing_part(request: HttpRequest, page: ReviewPage) -> str | None:
    """What the rules say of this version, the opinions, and their forms; None before the first round is opened."""
    if page.review is None:
        return None
    routing = routing_of(page.version)
    reader, opinions = reader_of(request), opinions_of(page.version)
    waits = page.dataset.state == DatasetState.SUBMITTED and page.review.is_open
    context = {
        "dataset": page.dataset,
        "routing": _shown(routing) if routing else None,
        "opinions": [_Row(each, waits and not each.is_given and may_give(reader, each)) for each in opinions],
        "earlier": [_Row(each, False) for each in earlier_opinions(page.review)],
        "views": OpinionView.choices,
        "may_ask": waits and may_decide(reader, page.dataset),
        "others": _others(page, routing.deciding if routing else "", opinions),
    }
    return render_to_string("moderation/_part_routing.html", context, request=request)


def _shown(routing: Routing) -> ShownRouting:
    return shown_routing(result_of(routing), routing.answers, book_of(routing.book_version))


class _Row:
    """One opinion as the part shows it."""

    def __init__(self, opinion: Opinion, may_be_given: bool) -> None:
        self.opinion = opinion
        self.party = name_of_party(opinion)
        self.why = opinion.why(get_language() or "en")
        self.may_be_given = may_be_given


def _others(page: ReviewPage, deciding: str, opinions: list[Opinion]) -> list[tuple[str, str]]:
    """The disciplines that could still be asked."""
    asked = {opinion.pole for opinion in opinions if not opinion.group}
    return [(code, name) for code, name in pole_names().items() if code not in asked and code != deciding]
