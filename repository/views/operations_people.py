"""The operator's pages about who may do what: people with a role, and the disciplines."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from repository.errors import WrongState
from repository.forms.people import GrantForm, PoleForm
from repository.models import Grant, Person, Pole
from repository.panels import panels_for
from repository.queries.grants import ended_grants, grants_named
from repository.queries.poles import moderates_whole_site, pole_lines
from repository.services.grants import end_grant, give_grant
from repository.services.poles import FIELDS, add_pole, change_pole
from repository.views.operations_entrance import operator_of

_FIELD_OF = {"no-such-account": "email", "day-has-passed": "last_day", "last-operator": "last_day"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who holds a role, and the form that gives one."""
    operator = operator_of(request)
    form = GrantForm(request.POST or None, initial={"pole": request.GET.get("pole")})
    if request.method == "POST" and form.is_valid() and (given := _given(form, operator)):
        name = given.person.name if given.person else ""
        messages.success(request, _("%(name)s has this role from now on, and is told by mail.") % {"name": name})
        return redirect("operations-people")
    context = {"form": form, "grants": grants_named(operator), "ended": ended_grants()}
    return render(request, "repository/operations_people.html", context, status=422 if form.errors else 200)


def _given(form: GrantForm, operator: Person) -> Grant | None:
    """The grant; nothing where it is refused, which is then said at its field."""
    cleaned = form.cleaned_data
    try:
        return give_grant(
            actor=operator,
            email=cleaned["email"],
            role=cleaned["role"],
            pole=cleaned["pole"].code if cleaned["pole"] else "",
            last_day=cleaned["last_day"],
        )
    except WrongState as problem:
        form.add_error(_FIELD_OF.get(problem.code), problem.sentence)
        return None


@login_required
@require_POST
def grant_end(request: HttpRequest, grant_id: int) -> HttpResponse:
    """End a role now."""
    operator = operator_of(request)
    try:
        grant = end_grant(actor=operator, grant_id=grant_id)
    except Grant.DoesNotExist as error:
        raise Http404 from error
    except WrongState as problem:
        messages.error(request, problem.sentence)
        return redirect("operations-people")
    name = grant.person.name if grant.person else ""
    messages.success(request, _("%(name)s no longer has this role.") % {"name": name})
    return redirect("home" if grant.person_id == operator.pk and grant.role == "operator" else "operations-people")


@login_required
@require_safe
def disciplines(request: HttpRequest) -> HttpResponse:
    """Every discipline, with its moderators."""
    operator_of(request)
    context = {"lines": pole_lines(), "site_is_moderated": moderates_whole_site()}
    return render(request, "repository/operations_disciplines.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discipline_add(request: HttpRequest) -> HttpResponse:
    """A new discipline."""
    operator = operator_of(request)
    form = PoleForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            pole = add_pole(actor=operator, code=form.cleaned_data["code"], fields=form.cleaned_data)
        except WrongState as problem:
            form.add_error("code", problem.sentence)
        else:
            messages.success(request, _("%(name)s is there. Name its moderators next.") % {"name": pole.name})
            return redirect("operations-disciplines")
    return render(request, "repository/operations_discipline.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discipline(request: HttpRequest, code: str) -> HttpResponse:
    """Change a discipline."""
    operator = operator_of(request)
    pole = get_object_or_404(Pole, code=code)
    form = PoleForm(request.POST or None, is_new=False, initial={name: getattr(pole, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        pole = change_pole(actor=operator, code=code, fields=form.cleaned_data)
        messages.success(request, _("%(name)s is kept.") % {"name": pole.name})
        return redirect("operations-disciplines")
    context = {"form": form, "pole": pole, "panels": panels_for("operations-discipline", request, pole)}
    return render(request, "repository/operations_discipline.html", context, status=422 if form.errors else 200)
