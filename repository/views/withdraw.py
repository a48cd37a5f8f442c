"""Withdrawing a public dataset: the reason first, then the question once more with the reason in sight."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from repository.access import Action, require
from repository.lifecycle import Standing
from repository.models import Dataset, Person
from repository.queries.landing import public_landing
from repository.services.withdrawals import withdraw_dataset
from repository.views.public_dataset import gone, public_dataset


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dataset_withdraw(request: HttpRequest, suffix: str) -> HttpResponse:
    """Ask for a reason, show it and ask again, then withdraw."""
    if not isinstance(request.user, Person):
        raise Http404
    dataset = public_dataset(suffix)
    if dataset.standing == Standing.WITHDRAWN:
        return gone(request, dataset)
    require(request.user, Action.WITHDRAW, dataset)
    reason = request.POST.get("reason", "").strip()
    if request.method != "POST" or "back" in request.POST:
        return _ask(request, dataset, reason)
    if not reason:
        return _ask(request, dataset, reason, error=_("Say why: readers will see the reason."))
    if "sure" not in request.POST:
        return _ask(request, dataset, reason, confirm=True)
    withdraw_dataset(dataset_key=dataset.key, actor=request.user, reason=reason)
    messages.success(request, _("The dataset is withdrawn. Its page now says so, and gives the reason."))
    return redirect("landing", dataset.suffix)


def _ask(
    request: HttpRequest, dataset: Dataset, reason: str, *, confirm: bool = False, error: str = ""
) -> HttpResponse:
    context = {"page": public_landing(dataset), "reason": reason, "confirm": confirm, "error": error}
    return render(request, "repository/withdraw.html", context, status=422 if error else 200)
