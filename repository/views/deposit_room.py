"""How much a deposit may take, and asking for more."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from repository.access import Action, can
from repository.errors import WrongState
from repository.forms.allowances import MoreRoomForm
from repository.queries.allowances import deposit_room
from repository.services.allowances import ask_for_room
from repository.views.deposit_entrance import deposit_to_read, reader_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def more_room(request: HttpRequest, deposit_id: UUID) -> HttpResponse:
    """What the deposit holds, what it may hold, and the form that asks for more."""
    deposit, datasets = deposit_to_read(request, deposit_id)
    reader = reader_of(request)
    if not can(reader, Action.EDIT, deposit):
        raise Http404
    form = MoreRoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            ask_for_room(actor=reader, deposit_id=deposit.pk, wanted_bytes=cleaned["wanted"], reason=cleaned["reason"])
        except WrongState as problem:
            messages.warning(request, problem.sentence)
        else:
            messages.success(request, _("The operators are asked. You get a mail when they answer."))
        return redirect("deposit-room", deposit_id)
    context = {"form": form, "deposit": deposit, "dataset": datasets[0], "held": deposit_room(deposit, datasets[0])}
    return render(request, "repository/deposit_room.html", context, status=422 if form.errors else 200)
