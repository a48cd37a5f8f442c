"""Private links of a deposit: making one, what it gives and hides, revoking it."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from repository.access import Action, can
from repository.errors import WrongState
from repository.forms.sharing import LinkForm
from repository.models import Deposit, Person, ReviewerLink
from repository.queries.deposits import dataset_title
from repository.queries.reviewer_findings import findings_of
from repository.queries.reviewer_links import link_line, why_not_anonymous
from repository.services.reviewer_links import choose_files, default_last_day, look_again, make_link, revoke_link
from repository.views.deposit_entrance import readable_datasets
from repository.views.deposit_people import deposit_of_party
from repository.views.public import whole_number

_FIELD_OF = {"cannot-hide": "hides_authors", "day-has-passed": "last_day", "day-too-far": "last_day"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link_new(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """The form that makes a link."""
    deposit, reader = _deposit_to_link(request, deposit_id)
    datasets = readable_datasets(reader, deposit)
    choices = [(str(each.key), dataset_title(each).text or each.doi) for each in datasets]
    initial = {"last_day": default_last_day(), "may_download": True}
    form = LinkForm(request.POST or None, datasets=choices, initial=initial)
    if request.method == "POST" and form.is_valid() and (link := _made(form, deposit, reader)):
        messages.success(request, _("The link is made. Give its address to the reviewers."))
        return redirect("deposit-link", deposit_id, link.key)
    context = {"form": form, "deposit": deposit, "why_not": why_not_anonymous(datasets)}
    return render(request, "repository/deposit_link_new.html", context, status=422 if form.errors else 200)


def _made(form: LinkForm, deposit: Deposit, reader: Person) -> ReviewerLink | None:
    """The link; nothing where it is refused, which is then said at its field."""
    said: dict[str, Any] = {**form.cleaned_data}
    dataset = said.pop("dataset", "")
    try:
        return make_link(actor=reader, deposit_id=deposit.pk, dataset_key=UUID(dataset) if dataset else None, **said)
    except WrongState as problem:
        form.add_error(_FIELD_OF.get(problem.code), problem.sentence)
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, deposit_id: UUID, link: UUID) -> HttpResponse:
    """One link: its address, what is hidden field by field, and the files that tell, to give or to withhold."""
    deposit, reader = _deposit_to_link(request, deposit_id)
    found = _link_of(deposit, link)
    if request.method == "POST":
        shown, given = _numbers(request, "shown"), _numbers(request, "given")
        choose_files(actor=reader, deposit_id=deposit_id, key=link, shown=shown, given=given)
        messages.success(request, _("Kept. Reviewers see it like that from now on."))
        return redirect("deposit-link", deposit_id, link)
    page = whole_number(request.GET.get("files"), default=1)
    context = {
        "deposit": deposit,
        "line": link_line(found),
        "found": findings_of(found, page=page) if found.hides_authors else None,
    }
    return render(request, "repository/deposit_link.html", context)


@require_POST
@login_required
def link_revoke(request: HttpRequest, deposit_id: UUID, link: UUID) -> HttpResponse:
    """Nobody comes in by it any more."""
    deposit, reader = _deposit_to_link(request, deposit_id)
    revoke_link(actor=reader, deposit_id=deposit_id, key=_link_of(deposit, link).key)
    messages.success(request, _("The link is revoked. It opens nothing any more."))
    return redirect("deposit-team", deposit_id)


@require_POST
@login_required
def link_look(request: HttpRequest, deposit_id: UUID, link: UUID) -> HttpResponse:
    """Have the files looked through that were not yet."""
    deposit, reader = _deposit_to_link(request, deposit_id)
    look_again(actor=reader, deposit_id=deposit_id, key=_link_of(deposit, link).key)
    messages.success(request, _("The files are looked through. Reload this page in a moment."))
    return redirect("deposit-link", deposit_id, link)


def _deposit_to_link(request: HttpRequest, deposit_id: UUID) -> tuple[Deposit, Person]:
    """A deposit for which the reader makes links. Raises ``Http404``."""
    deposit, reader = deposit_of_party(request, deposit_id)
    if not can(reader, Action.LINK, deposit):
        raise Http404
    return deposit, reader


def _link_of(deposit: Deposit, key: UUID) -> ReviewerLink:
    found = ReviewerLink.objects.select_related("grant__dataset__deposit", "deposit", "made_by")
    return get_object_or_404(found, deposit=deposit, key=key)


def _numbers(request: HttpRequest, name: str) -> set[int]:
    return {int(text) for text in request.POST.getlist(name) if re.fullmatch(r"[0-9]{1,18}", text)}
