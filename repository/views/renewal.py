"""Signing in again in the middle of a form: what was typed waits for its author, and is shown to nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from repository.forms.accounts import SignInForm
from repository.forms.authorship import TYPED_BY, is_typed_by
from repository.models import Person

RENEW: Final = "renew"
"""The prefix of the sign-in fields among those of a step."""
STEPS: Final = frozenset({"deposit-description", "deposit-people", "deposit-place"})
View = Callable[..., HttpResponse]


def keeps_what_was_typed(view: View) -> View:
    """As ``login_required``, but a form that was sent after its author was signed out goes on after signing in."""

    @sensitive_post_parameters(f"{RENEW}-password")
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed_by = request.POST.get(TYPED_BY, "") if request.method == "POST" else ""
        is_script = request.headers.get("X-Requested-With") == "fetch"
        if request.user.is_authenticated:
            if typed_by and not is_typed_by(typed_by, request.user):
                return _of_another(request, is_script=is_script)
            return view(request, *args, **kwargs)
        if is_script and request.method == "POST":
            return HttpResponse(_("You were signed out. Sign in here: what you typed is kept."), status=401)
        if not typed_by:
            return redirect_to_login(request.get_full_path())
        form = _sign_in_form(request, prefix=RENEW) if f"{RENEW}-login" in request.POST else None
        if form is not None and _signs_in(request, form, typed_by):
            return view(request, *args, **kwargs)
        return _page(request, form or SignInForm(request=request, prefix=RENEW))

    return inner


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For the script of a form: who is signed in now (``same``, ``other``, ``nobody``), and what it needs to go on."""
    given = request.POST if request.method == "POST" else request.GET
    typed_by = given.get(TYPED_BY, "")
    if request.user.is_authenticated:
        if not is_typed_by(typed_by, request.user):
            return JsonResponse({"who": "other", "words": _others_words()})
        return JsonResponse({"who": "same", "token": get_token(request)})
    form = _sign_in_form(request) if request.method == "POST" else SignInForm(request=request)
    if request.method == "POST" and _signs_in(request, form, typed_by):
        return JsonResponse({"who": "same", "token": get_token(request)})
    drawn = render_to_string("account/_again.html", {"form": form, "typed_by": typed_by}, request)
    return JsonResponse({"who": "nobody", "form": drawn}, status=422 if form.is_bound else 200)


def typed_before_signing_in(request: HttpRequest) -> HttpResponse | None:
    """A step that its author sent with the token of an earlier session, to be pressed once more; None for all else.

    Nothing is saved by it: the mark of who typed is known to nobody else, and the button carries the new token.
    """
    match = request.resolver_match
    is_script = request.headers.get("X-Requested-With") == "fetch"
    if request.method != "POST" or is_script or match is None or match.url_name not in STEPS:
        return None
    if not request.user.is_authenticated or not is_typed_by(request.POST.get(TYPED_BY, ""), request.user):
        return None
    return _page(request, None)


def _sign_in_form(request: HttpRequest, prefix: str | None = None) -> SignInForm:
    return SignInForm(request.POST, request=request, prefix=prefix)


def _signs_in(request: HttpRequest, form: SignInForm, typed_by: str) -> bool:
    """Sign in the person of the form, if that is who typed; else say in the form why not."""
    if not ratelimit.consume(request, action="login"):
        form.refuse(_("Too many attempts to sign in. Wait a few minutes; what you typed waits here."))
    if not form.is_valid():
        return False
    if not isinstance(form.user, Person) or not is_typed_by(typed_by, form.user):
        form.add_error(None, _others_words())
        return False
    try:
        form.login(request)
    except ImmediateHttpResponse:
        return False
    if not request.user.is_authenticated:
        form.add_error(None, _("This account cannot be used yet: its e-mail address is still to be confirmed."))
        return False
    return True


def _page(request: HttpRequest, form: SignInForm | None) -> HttpResponse:
    """The form that carries what was typed, to sign in where nobody is; it goes back to the very address asked."""
    passed = ("csrfmiddlewaretoken", f"{RENEW}-login", f"{RENEW}-password", f"{RENEW}-remember")
    carried = [(name, text) for name, texts in request.POST.lists() if name not in passed for text in texts]
    context = {"form": form, "carried": carried, "address": request.path}
    status = 403 if form is None else 422 if form.is_bound else 401
    return render(request, "account/renewal.html", context, status=status)


def _of_another(request: HttpRequest, *, is_script: bool) -> HttpResponse:
    if is_script:
        return HttpResponse(_others_words(), status=403, content_type="text/plain; charset=utf-8")
    context = {"sentence": _others_words(), "code": "typed-by-another"}
    return render(request, "errors/problem.html", context, status=403)


def _others_words() -> str:
    return _("This was typed with another account. Sign in with that one to go on; nothing of it is shown here.")
