"""The page of who answers for closed files: who asked, who has them, until when; and an earlier end of an embargo."""

from datetime import UTC, date, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from repository.access import Action, can, public_files_are_open, public_policy
from repository.errors import NotAllowed, WrongState
from repository.forms.access import AnswerForm, EarlierForm
from repository.lifecycle import Standing
from repository.models import AccessPolicy, AccessRequest, AccessState, Dataset, Person
from repository.queries.access_requests import AccessLine, all_requests, requests_of
from repository.queries.landing import public_landing
from repository.services.access_answers import DAYS, grant_files, refuse_files, revoke_files
from repository.services.embargoes import shorten_embargo
from repository.views.deposit_entrance import reader_of
from repository.views.operations_entrance import operator_of
from repository.views.public_dataset import gone, public_dataset


@login_required
@require_safe
def requests(request: HttpRequest, suffix: str) -> HttpResponse:
    """Who may have the files, who asked for them, and the answers."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    _answerer(request, dataset)
    return _page(request, dataset)


@login_required
@require_POST
def answer(request: HttpRequest, suffix: str, asked: UUID) -> HttpResponse:
    """Give the files, refuse them, or end what was given."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    actor = _answerer(request, dataset)
    row = AccessRequest.objects.filter(dataset=dataset, key=asked).first()
    if row is None:
        raise Http404("no such request")
    form = _form(row, request)
    if not form.is_valid():
        return _page(request, dataset, refused=form, of=row, status=422)
    try:
        _act(request, actor, row, form)
    except WrongState as problem:
        form.add_error(None, problem.sentence)
        return _page(request, dataset, refused=form, of=row, status=409)
    except NotAllowed as problem:
        raise PermissionDenied from problem
    messages.success(request, _("Done. Who asked is told by mail."))
    return redirect("access-requests", dataset.suffix)


@login_required
@require_POST
def earlier(request: HttpRequest, suffix: str) -> HttpResponse:
    """Open the files earlier than was said."""
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    actor = _answerer(request, dataset)
    form = EarlierForm(request.POST)
    if not form.is_valid():
        return _page(request, dataset, sooner=form, status=422)
    try:
        shorten_embargo(dataset_key=dataset.key, actor=actor, until=form.cleaned_data["until"])
    except WrongState as problem:
        form.add_error("until", problem.sentence)
        return _page(request, dataset, sooner=form, status=409)
    except NotAllowed as problem:
        raise PermissionDenied from problem
    messages.success(request, _("Kept. The page says the new day."))
    return redirect("access-requests", dataset.suffix)


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The operator's list of all requests."""
    operator_of(request)
    return render(request, "repository/operations_access.html", {"lines": all_requests()})


def _answerer(request: HttpRequest, dataset: Dataset) -> Person:
    """Who answers for the files, or operates the site. Raises ``PermissionDenied``."""
    actor = reader_of(request)
    if not (can(actor, Action.GIVE_FILES, dataset) or can(actor, Action.OPERATE)):
        raise PermissionDenied
    return actor


def _act(request: HttpRequest, actor: Person, row: AccessRequest, form: AnswerForm) -> None:
    said = form.cleaned_data["answer"]
    if "grant" in request.POST:
        last_day = form.cleaned_data["last_day"] or _usual_day()
        grant_files(actor=actor, key=row.key, last_day=last_day, answer=said)
    elif "revoke" in request.POST:
        revoke_files(actor=actor, key=row.key, answer=said)
    else:
        refuse_files(actor=actor, key=row.key, answer=said)


def _usual_day() -> date:
    return timezone.now().astimezone(UTC).date() + timedelta(days=DAYS)


def _form(row: AccessRequest, request: HttpRequest | None = None) -> AnswerForm:
    form = AnswerForm(request.POST if request else None, prefix=f"r{row.pk}", last_day=_usual_day())
    if row.state != AccessState.WAITING:
        form.fields["answer"].help_text = ""
    return form


def _page(
    request: HttpRequest,
    dataset: Dataset,
    *,
    refused: AnswerForm | None = None,
    of: AccessRequest | None = None,
    sooner: EarlierForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """``refused``: the form about the request ``of`` as it was sent, with what is wrong."""

    def form_of(line: AccessLine) -> AnswerForm | None:
        if of is not None and line.request.pk == of.pk:
            return refused
        return _form(line.request) if line.waits or line.is_given else None

    policy, until = public_policy(dataset)
    may_answer = can(reader_of(request), Action.GIVE_FILES, dataset)
    is_closed = not public_files_are_open(dataset)
    context = {
        "page": public_landing(dataset),
        "shown": [(line, form_of(line)) for line in requests_of(dataset)],
        "is_closed": is_closed,
        "until": until if policy == AccessPolicy.EMBARGOED and is_closed else None,
        "may_answer": may_answer,
        "sooner": (sooner or EarlierForm()) if may_answer and until and is_closed else None,
    }
    return render(request, "repository/access_requests.html", context, status=status)
