"""The home page, and pages that are read."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.models import Agreement, Pole
from repository.queries.agreements import agreement_in_force, agreement_shown
from repository.queries.landing_home import kept_figures, latest_cards, pole_cards
from repository.queries.pages import TITLES, page_in_force

READ = tuple(TITLES)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest layers, the disciplines, the ways in."""
    context = {"latest": latest_cards(), "poles": pole_cards(), "figures": kept_figures()}
    return render(request, "repository/home.html", context)


def read(name: str) -> Callable[[HttpRequest], HttpResponse]:
    """A view of a page that only has to be read."""

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        """The page that an operator wrote in this language, else the delivered one."""
        written = page_in_force(name)
        context = {"poles": Pole.objects.all(), "page": written, "title": TITLES[name], "slug": name}
        return render(request, "repository/page.html" if written else f"repository/{name}.html", context)

    return page


@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """The deposit agreement in force, or the earlier version that ``?version=`` names."""
    asked = request.GET.get("version", "")
    try:
        shown = agreement_shown(int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else None)
    except Agreement.DoesNotExist as error:
        raise Http404 from error
    context = {"agreement": shown, "in_force": agreement_in_force().version}
    return render(request, "repository/agreement.html", context)
