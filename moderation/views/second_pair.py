"""The second pair of eyes: proposing to accept, and what stands of it beside the record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.forms import ProposalForm
from moderation.queries.review import ReviewPage
from moderation.queries.second_pair import needs_second_pair, proposal_of
from moderation.services.second_pair import propose_acceptance
from moderation.views.entrance import dataset_to_review, login_required, reader_of
from repository.errors import Malformed, StaleRecord, WrongState


@require_POST
@login_required
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Propose to accept what was read."""
    dataset_to_review(request, key)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        raise Malformed(_("This is not a decision."))
    try:
        propose_acceptance(dataset_key=key, actor=reader_of(request), **form.cleaned_data)
        messages.success(request, _("Proposed. Another moderator of the discipline is asked to confirm it."))
    except (StaleRecord, WrongState) as problem:
        messages.error(request, problem.sentence)
    return redirect(f"{reverse('moderation-review', args=[key])}#second-pair")


def second_pair_part(request: HttpRequest, page: ReviewPage) -> str | None:
    """Who proposed it and the form that does; nothing where one pair of eyes is enough."""
    if page.review is None or not page.can_decide or not needs_second_pair(page.dataset):
        return None
    proposal = proposal_of(page.review)
    context = {
        "proposal": proposal,
        "is_own": proposal is not None and proposal.actor_id == getattr(request.user, "pk", 0),
        "version": page.version,
        "dataset": page.dataset,
    }
    return render_to_string("moderation/_part_second_pair.html", context, request=request)
