"""The rules of scope: read by moderators, tried and changed by operators."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation.forms import RuleBookForm
from moderation.models import RuleBook
from moderation.queries.book_words import shown_book
from moderation.queries.routing import route_document
from moderation.queries.routing_words import ShownRouting, shown_routing
from moderation.queries.rule_books import book_in_force, book_lines, book_text, newest_version
from moderation.rules.book import Book
from moderation.rules.faults import BookRefused
from moderation.rules.reading import parse_book
from moderation.services.rule_books import write_book
from moderation.views.entrance import login_required, reader_of
from repository.access import Action, can, can_moderate, require
from repository.errors import NotAllowed, StaleRecord, WrongState
from repository.models import Person, Pole

EXAMPLE = {"document": {"poles": ["ocean"], "title": {"en": "Air-sea fluxes"}}, "answers": {"interdisciplinary": "yes"}}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """The book in force in words; for an operator also the editor, which tries a case first, or publishes."""
    reader = _reader_of_rules(request)
    if request.method == "POST":
        require(reader, Action.ADMINISTER)
    form = RuleBookForm(request.POST or None, initial=_begin())
    tried: ShownRouting | None = None
    if request.method == "POST" and form.is_valid():
        if "publish" in request.POST and _is_written(request, form, reader):
            return redirect("moderation-rules")
        tried = _tried(form) if "publish" not in request.POST else None
    context = {
        "form": form,
        "tried": tried,
        "book": shown_book(book_in_force(), get_language() or "en"),
        "lines": book_lines(),
        "may_change": can(reader, Action.ADMINISTER),
    }
    return render(request, "moderation/rules.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def rule_book(request: HttpRequest, version: int) -> HttpResponse:
    """One version as it was written."""
    _reader_of_rules(request)
    try:
        text = book_text(version)
    except (RuleBook.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    name = f'inline; filename="rules-{version}.json"'
    return HttpResponse(text, content_type="application/json", headers={"Content-Disposition": name})


def _reader_of_rules(request: HttpRequest) -> Person:
    reader = reader_of(request)
    if not (can_moderate(reader) or can(reader, Action.ADMINISTER)):
        raise NotAllowed(_("This room is for moderators."))
    return reader


def _begin() -> dict[str, Any]:
    return {"text": book_text(), "seen": newest_version(), "case": json.dumps(EXAMPLE, ensure_ascii=False, indent=1)}


def _is_written(request: HttpRequest, form: RuleBookForm, operator: Person) -> bool:
    """Publish; False where the book is refused, which is then said on the form."""
    said = form.cleaned_data
    try:
        number = write_book(actor=operator, text=said["text"], note=said["note"], seen=said["seen"])
    except BookRefused as refused:
        _say(form, refused)
    except StaleRecord as problem:
        form.add_error(None, problem.sentence)
    except WrongState as problem:
        form.add_error("note", problem.sentence)
    else:
        messages.success(request, _("Version %(number)d is in force.") % {"number": number})
        return True
    return False


def _tried(form: RuleBookForm) -> ShownRouting | None:
    """What the typed book says of the typed case; None where one of them cannot be read, which is then said."""
    said = form.cleaned_data
    try:
        book: Book = parse_book(
            said["text"], poles=set(Pole.objects.values_list("code", flat=True)), version=said["seen"]
        )
    except BookRefused as refused:
        _say(form, refused)
        return None
    case = said["case"]
    result = route_document(case["document"], case["answers"], book)
    return shown_routing(result, case["answers"], book)


def _say(form: RuleBookForm, refused: BookRefused) -> None:
    for fault in refused.faults:
        form.add_error("text", fault.message(get_language() or "en"))
