"""How a discipline reviews: the part of the operator's page that belongs to the moderators' room."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.forms import DisciplineForm
from moderation.queries.checklists import checklist_now
from moderation.queries.disciplines import discipline_of, people_of
from moderation.queries.rule_books import book_in_force
from moderation.services.disciplines import FIELDS, change_discipline
from moderation.views.entrance import login_required, reader_of
from repository.access import Action, require
from repository.models import Pole


@require_POST
@login_required
def discipline(request: HttpRequest, code: str) -> HttpResponse:
    """Change how a discipline reviews."""
    operator = reader_of(request)
    require(operator, Action.ADMINISTER)
    form = DisciplineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The target is a whole number of working days, from 1 to 250."))
        return redirect("discipline", code)
    try:
        kept = change_discipline(actor=operator, code=code, fields=form.cleaned_data)
    except Pole.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("%(name)s is kept.") % {"name": kept.pole.name})
    return redirect("discipline", code)


def discipline_panel(request: HttpRequest, pole: Pole) -> str | None:
    """Target, habits, people, rules and checklist of a discipline, for an operator."""
    kept, book, checklist = discipline_of(pole), book_in_force(), checklist_now(pole)
    form = DisciplineForm(initial={name: getattr(kept, name) for name in FIELDS})
    context = {
        "form": form,
        "pole": pole,
        "people": people_of(pole),
        "rules": sum(pole.code == rule.pole for rule in book.every_rule),
        "points": len(checklist.points) if checklist.pole_id == pole.pk else None,
    }
    return render_to_string("moderation/_panel_discipline.html", context, request=request)
