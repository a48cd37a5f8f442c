"""The operator's page about room: requests that wait, and who has limits of their own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from repository.errors import WrongState
from repository.forms.allowances import AllowanceForm, AnswerForm, gigabytes
from repository.models import AllowanceRequest
from repository.queries.allowances import allowances, open_requests
from repository.services.allowances import answer_request, set_allowance
from repository.views.operations_entrance import operator_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest) -> HttpResponse:
    """What is asked for, who has limits of their own, and the form that sets them."""
    operator = operator_of(request)
    form = AllowanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            set_allowance(
                actor=operator, email=cleaned["email"], deposit_bytes=cleaned["size"], deposit_files=cleaned["files"]
            )
        except WrongState as problem:
            form.add_error("email", problem.sentence)
        else:
            messages.success(request, _("Kept. It holds from now on, in deposits that are open too."))
            return redirect("operations-room")
    waiting = [
        (asked, AnswerForm(prefix=f"r{asked.pk}", initial={"granted": gigabytes(asked.wanted_bytes)}))
        for asked in open_requests()
    ]
    context = {"form": form, "waiting": waiting, "allowances": allowances(), "usual": settings.DEPOSIT_MAX_BYTES}
    return render(request, "repository/operations_room.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Give what is asked for, or refuse it."""
    operator = operator_of(request)
    form = AnswerForm(request.POST, prefix=f"r{request_id}")
    refuses = "refuse" in request.POST
    if not form.is_valid() or (not refuses and form.cleaned_data["granted"] is None):
        messages.error(request, _("Say how many gigabytes each deposit may take, at least 0.1."))
        return redirect("operations-room")
    try:
        answer_request(
            actor=operator,
            request_id=request_id,
            granted_bytes=None if refuses else form.cleaned_data["granted"],
            answer=form.cleaned_data["answer"],
        )
    except AllowanceRequest.DoesNotExist as error:
        raise Http404 from error
    except WrongState as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Answered. The depositor is told by mail."))
    return redirect("operations-room")
