"""The operator's page about sources: what is asked, what was stopped, and the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from repository.errors import WrongState
from repository.forms.sources import SourceAnswerForm
from repository.models import Source
from repository.queries.sources import places, source_lines
from repository.services.sources import answer_source
from repository.views.operations_entrance import operator_of


@login_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, those that wait for an answer first."""
    operator_of(request)
    shown = [(line, SourceAnswerForm(prefix=f"s{line.source.pk}") if line.waits else None) for line in source_lines()]
    return render(request, "repository/operations_sources.html", {"shown": shown, "places": places()})


@login_required
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Allow or refuse what is asked; release or pause what was stopped."""
    operator = operator_of(request)
    form = SourceAnswerForm(request.POST, prefix=f"s{number}")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        answer_source(actor=operator, source_id=number, allows="allow" in request.POST, reason=reason)
    except Source.DoesNotExist as error:
        raise Http404 from error
    except WrongState as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Answered. The authors are told by mail."))
    return redirect("operations-sources")
