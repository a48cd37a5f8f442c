"""The pages of data centres: what was handed over, and the answer. By the link of a letter, or with an account.

The token leaves the address at the first visit and goes on in a signed cookie of this handover's path alone.
"""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.models import Handover
from moderation.pathways.states import HandoverState
from moderation.queries.handovers import (
    handover_lines,
    handover_of_bearer,
    handover_of_token,
    handovers_for,
    last_day_of,
    notice_of,
    token_of_handover,
)
from moderation.queries.versions import title_of
from moderation.services.handover_answers import acknowledge, decline, integrate
from repository.accounts.rate import Rate
from repository.errors import WrongState
from repository.forms.posted import storable
from repository.models import Person
from repository.views.link_cookies import LinkCookie, unseen

COOKIE: Final = LinkCookie("varve_handover", page="handover", longest=30 * 24 * 3600)
RATE: Final = Rate(most=120)
"""Openings of one origin in a minute: no guessing."""


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was handed over to the centres of the reader."""
    person = request.user if isinstance(request.user, Person) else None
    rows = handovers_for(person)[:200]
    return render(request, "moderation/handovers.html", {"lines": handover_lines(rows)})


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The address of a letter: on to one without the token."""
    row = None if RATE.is_over(request) else handover_of_token(token)
    if row is None:
        return _closed(request)
    return COOKIE.enter(row.key, token)


@require_safe
def handover(request: HttpRequest, handover: UUID) -> HttpResponse:
    """One handover: what it is, why it came, its files, the answer."""
    row = _of_reader(request, handover)
    return _closed(request) if row is None else _page(request, row)


@require_POST
def answer(request: HttpRequest, handover: UUID) -> HttpResponse:
    """The centre's answer: ``act`` is acknowledge, integrate or decline."""
    row = _of_reader(request, handover)
    if row is None:
        return _closed(request)
    try:
        said = _answered(request, row)
    except WrongState as refusal:
        return _page(request, row, refused=refusal.sentence, status=409)
    messages.success(request, said)
    return unseen(redirect("handover", row.key))


def _answered(request: HttpRequest, row: Handover) -> str:
    actor = request.user if isinstance(request.user, Person) else None
    match request.POST.get("act", ""):
        case "acknowledge":
            acknowledge(handover_id=row.pk, actor=actor)
            return _("Thank you: the depositor is told that you have it.")
        case "integrate":
            identifier, address = (storable(request.POST.get(name, "")) for name in ("identifier", "address"))
            integrate(handover_id=row.pk, identifier=identifier, address=address, actor=actor)
            return _("Thank you: readers of the dataset see where you hold it.")
        case "decline":
            decline(handover_id=row.pk, reason=storable(request.POST.get("reason", "")), actor=actor)
            return _("The depositor is told.")
        case _:
            raise WrongState(_("Say what you answer."), code="answer-missing")


def _page(request: HttpRequest, row: Handover, *, refused: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "title": title_of(row.dataset.current_version)[0],
        "notice": notice_of(row),
        "last_day": last_day_of(row),
        "may_answer": row.state in (HandoverState.OFFERED, HandoverState.ACKNOWLEDGED, HandoverState.DECLINED),
        "token": token_of_handover(row),
        "typed": request.POST if status != 200 else {},
        "refused": refused,
    }
    return unseen(render(request, "moderation/handover.html", context, status=status))


def _of_reader(request: HttpRequest, key: UUID) -> Handover | None:
    """By the cookie of the link, else by the account of somebody of the centre."""
    person = request.user if isinstance(request.user, Person) else None
    return handover_of_bearer(key, COOKIE.token(request, key)) or handovers_for(person).filter(key=key).first()


def _closed(request: HttpRequest) -> HttpResponse:
    """404, the same for an access that ended and for one that never was."""
    if request.method not in ("GET", "HEAD"):
        raise Http404
    return unseen(render(request, "moderation/handover_closed.html", status=404))
