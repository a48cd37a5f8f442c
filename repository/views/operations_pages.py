"""The operator's pages about texts: the pages of the site in both languages, and the deposit agreement."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from repository.errors import StaleRecord, WrongState
from repository.forms.pages import AgreementForm, PageForm
from repository.markup.reading import read
from repository.models import Page, Person
from repository.queries.agreements import agreement_in_force
from repository.queries.pages import LANGUAGES, TITLES, newest_version, page_lines, page_versions
from repository.services.pages import write_agreement, write_page
from repository.views.operations_entrance import operator_of


@login_required
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every page in every language, with its version, and the agreement."""
    operator_of(request)
    context = {"lines": page_lines(), "agreement": agreement_in_force()}
    return render(request, "repository/operations_pages.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Write one page in one language: look at it first, then publish; or bring the delivered one back."""
    operator = operator_of(request)
    if slug not in TITLES or language not in LANGUAGES:
        raise Http404
    form = PageForm(request.POST or None, initial=_present(request, slug, language))
    publishes = request.method == "POST" and "preview" not in request.POST
    if publishes and form.is_valid() and _is_written(request, form, operator, slug, language):
        return redirect("operations-page", slug, language)
    shown = form.cleaned_data.get("text", "") if request.method == "POST" and form.is_valid() else ""
    context = {
        "form": form, "slug": slug, "language": language, "title": TITLES[slug], "shown": shown,
        "versions": page_versions(slug, language), "address": reverse(slug),
    }  # fmt: skip
    return render(request, "repository/operations_page.html", context, status=422 if form.errors else 200)


def _is_written(request: HttpRequest, form: PageForm, operator: Person, slug: str, language: str) -> bool:
    """Publish; False where somebody else came first, which is then said on the form."""
    text = "" if "delivered" in request.POST else form.cleaned_data["text"]
    try:
        write_page(actor=operator, slug=slug, language=language, text=text, seen=form.cleaned_data["seen"])
    except StaleRecord as problem:
        form.add_error(None, problem.sentence)
        return False
    words = _("Published.") if text else _("The page is as delivered again.")
    messages.success(request, words)
    return True


def _present(request: HttpRequest, slug: str, language: str) -> dict[str, object]:
    """What the form begins with: the version asked for, else the one in place, else the delivered page."""
    asked = request.GET.get("version", "")
    found = Page.objects.filter(slug=slug, language=language)
    chosen = (
        found.filter(version=int(asked)).first()
        if re.fullmatch(r"[0-9]{1,6}", asked)
        else found.order_by("-version").first()
    )
    text = chosen.text if chosen and chosen.text else _delivered(slug, language)
    return {"text": text, "seen": newest_version(slug, language)}


def _delivered(slug: str, language: str) -> str:
    """The delivered page in light marks. Not through the request, whose messages it would use up."""
    known = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact_mail": settings.CONTACT_EMAIL,
        "doi_is_test": settings.DOI_REGISTRAR == "local",
    }
    with override(language):
        return read(render_to_string(f"repository/{slug}.html", known))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest) -> HttpResponse:
    """Write a new version of the deposit agreement, in both languages at once."""
    operator = operator_of(request)
    in_force = agreement_in_force()
    initial = {"text_en": in_force.text_en, "text_fr": in_force.text_fr, "seen": in_force.version}
    form = AgreementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            made = write_agreement(actor=operator, **form.cleaned_data)
        except (StaleRecord, WrongState) as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("Version %(number)d is in force.") % {"number": made.version})
            return redirect("operations-agreement")
    shown = form.cleaned_data if request.method == "POST" and form.is_valid() else {}
    context = {"form": form, "in_force": in_force, "shown": shown}
    return render(request, "repository/operations_agreement.html", context, status=422 if form.errors else 200)
