"""The operator's pages about data centres: which there are, what was handed over to each, and another attempt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation.forms_centres import CentreForm, initial_of
from moderation.models import DataCentre, Handover
from moderation.queries.handovers import centre_lines, handover_lines
from moderation.services.centres import add_centre, change_centre
from moderation.services.handovers import renew_handover
from repository.errors import WrongState
from repository.models import Person
from repository.views.operations_entrance import operator_of

SHOWN = 100
_FIELD_OF = {"code-taken": "code", "store-unknown": "store", "themes-missing": "themes", "no-such-account": "people"}


@login_required
@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Every centre, with its numbers."""
    operator_of(request)
    return render(request, "moderation/centres.html", {"lines": centre_lines()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def centre_add(request: HttpRequest) -> HttpResponse:
    """A new centre."""
    operator = operator_of(request)
    form = CentreForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid() and (made := _kept(form, operator, "")):
        messages.success(request, _("%(name)s is there: what is published from now on is looked at for it.")
                         % {"name": made.name})  # fmt: skip
        return redirect("centres")
    return render(request, "moderation/centre.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def centre(request: HttpRequest, code: str) -> HttpResponse:
    """Change a centre; and everything that was handed over to it."""
    operator = operator_of(request)
    found = get_object_or_404(DataCentre, code=code)
    form = CentreForm(request.POST or None, is_new=False, initial=initial_of(found))
    if request.method == "POST" and form.is_valid() and (kept := _kept(form, operator, code)):
        messages.success(request, _("%(name)s is kept.") % {"name": kept.name})
        return redirect("centres")
    rows = found.handovers.select_related("dataset__current_version", "snapshot", "grant").order_by("-pk")[:SHOWN]
    context = {"form": form, "centre": found, "lines": handover_lines(rows)}
    return render(request, "moderation/centre.html", context, status=422 if form.errors else 200)


def _kept(form: CentreForm, operator: Person, code: str) -> DataCentre | None:
    """The centre; nothing where it is refused, which is then said at its field."""
    try:
        if code:
            return change_centre(actor=operator, code=code, fields=form.cleaned_data)
        return add_centre(actor=operator, code=form.cleaned_data["code"], fields=form.cleaned_data)
    except WrongState as problem:
        form.add_error(_FIELD_OF.get(problem.code), problem.sentence)
        return None


@login_required
@require_POST
def renew(request: HttpRequest, handover_id: int) -> HttpResponse:
    """A new letter with a new token, or another attempt at the centre's store."""
    operator = operator_of(request)
    try:
        row = renew_handover(actor=operator, handover_id=handover_id)
    except Handover.DoesNotExist as error:
        raise Http404 from error
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return redirect("centres")
    messages.success(request, _("%(name)s is written to.") % {"name": row.centre.name})
    return redirect("centre", row.centre.code)
