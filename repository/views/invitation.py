"""Taking an invitation: the link puts it aside in the visitor's session, the page asks, the button takes it once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from repository.errors import WrongState
from repository.models import Person
from repository.queries.deposit_people import open_invitation
from repository.services.invitations import accept_invitation

KEY = "invitation"
"""Where the session keeps the token until the visitor has signed in."""


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Out of the address at once: nothing that is opened from the page learns the token. Nothing is spent by it."""
    if open_invitation(token) is None:
        return _unseen(render(request, "repository/invitation.html", {"invitation": None}, status=404))
    request.session[KEY] = token
    return _unseen(redirect("invitation"))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Who asks, to do what; signing in or up; and the button that takes it."""
    token = request.session.get(KEY, "")
    if request.method == "POST" and isinstance(request.user, Person):
        return _taken(request, request.user, token)
    context = {"invitation": open_invitation(token)}
    return _unseen(render(request, "repository/invitation.html", context, status=200 if context["invitation"] else 404))


def _taken(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    try:
        deposit = accept_invitation(actor=person, token=token)
    except WrongState as problem:
        messages.warning(request, problem.sentence)
        return redirect("invitation" if problem.code == "link-void" else "deposit-list")
    request.session.pop(KEY, None)
    messages.success(request, _("You are in. The deposit is in your list from now on."))
    return redirect("deposit-status", deposit.pk)


def _unseen(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by nobody."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
