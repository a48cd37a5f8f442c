"""The operators' pages about erasures ordered by law: proposed by one, confirmed by another, followed by all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.errors import StaleRecord, WrongState
from repository.forms.erasures import ErasureForm
from repository.models import Dataset, Erasure, ErasureState, Person
from repository.queries import erasures as queries
from repository.queries.grants import named_lately
from repository.services.erasures import SETTLED, confirm_erasure, drop_erasure, propose_erasure
from repository.views.operations_entrance import operator_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erasures(request: HttpRequest) -> HttpResponse:
    """All of them, and the form that proposes one."""
    operator = operator_of(request)
    form = ErasureForm(request.POST or None, initial={"dataset": request.GET.get("dataset", "")[:121]})
    if request.method == "POST" and form.is_valid():
        proposed = _propose(form, operator)
        if proposed is not None:
            messages.success(request, _("Proposed. The other operators are told by mail; nothing is erased yet."))
            return redirect("operations-erasure", proposed.pk)
    context = {"form": form, "erasures": queries.erasures()[:200]}
    return render(request, "repository/operations_erasures.html", context, status=422 if form.errors else 200)


def _propose(form: ErasureForm, operator: Person) -> Erasure | None:
    cleaned = form.cleaned_data
    dataset = Dataset.objects.filter(suffix=cleaned["dataset"].rpartition("/")[2].strip(), is_synthetic=False).first()
    if dataset is None:
        form.add_error("dataset", _("No dataset has this DOI."))
        return None
    words = {name: cleaned[name] for name in ("path", "reason", "reference")}
    try:
        return propose_erasure(dataset_id=dataset.pk, actor=operator, **words)
    except WrongState as problem:
        form.add_error("path" if problem.code == "nothing-to-erase" else None, problem.sentence)
        return None


@login_required
@require_safe
def erasure(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """One erasure: what goes and from where; once confirmed, how far each place is, and the proof."""
    operator = operator_of(request)
    found = get_object_or_404(queries.erasures(), pk=erasure_id)
    is_new = named_lately(operator, by=found.proposed_at, within=SETTLED)
    is_own = operator.pk == found.proposed_by_id
    context = {"erasure": found, "dataset": found.dataset, "is_own": is_own, "is_new": is_new}
    if found.state == ErasureState.PROPOSED:
        context["plan"] = queries.shown_plan(found)
    else:
        context |= {"lines": queries.place_lines(found), "files": found.files.all()[:500]}
    return render(request, "repository/operations_erasure.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """Let it take effect, for the list that the operator saw."""
    operator = operator_of(request)
    get_object_or_404(Erasure, pk=erasure_id)
    try:
        confirm_erasure(
            erasure_id=erasure_id, actor=operator, seen=request.POST.get("seen", "") if "sure" in request.POST else ""
        )
    except (WrongState, StaleRecord) as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Confirmed. The files are given out no more; each place is erased and looked at."))
    return redirect("operations-erasure", erasure_id)


@login_required
@require_POST
def drop(request: HttpRequest, erasure_id: int) -> HttpResponse:
    """Take a proposal back, or refuse it."""
    operator = operator_of(request)
    get_object_or_404(Erasure, pk=erasure_id)
    try:
        drop_erasure(erasure_id=erasure_id, actor=operator)
    except WrongState as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Dropped. Nothing was erased."))
    return redirect("operations-erasure", erasure_id)
