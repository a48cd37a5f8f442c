"""One's own account: the profile, and closing it. Signing in and up is the sign-in library's, in our templates."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from repository.accounts.adapter import speak
from repository.forms.accounts import ProfileForm
from repository.queries.grants import grants_of, is_last_operator
from repository.services.people import close_account, update_profile
from repository.views.deposit_entrance import reader_of

FIELDS = ("given_name", "family_name", "orcid", "affiliation", "affiliation_ror", "language")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Names, ORCID, affiliation, language."""
    person = reader_of(request)
    form = ProfileForm(request.POST or None, initial={name: getattr(person, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        person = update_profile(person_id=person.pk, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Your profile is kept."))
        return speak(redirect("profile"), person.language)
    context = {"form": form, "address": person.email, "holds": grants_of(person)}
    return render(request, "account/profile.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def close(request: HttpRequest) -> HttpResponse:
    """Say what closing means, then close."""
    person = reader_of(request)
    if request.method == "POST":
        close_account(actor=person)
        logout(request)
        messages.success(request, _("Your account is closed."))
        return redirect("home")
    why_not = _("You are the last operator. Name another one first.") if is_last_operator(person) else ""
    return render(request, "account/close.html", {"why_not": why_not})
