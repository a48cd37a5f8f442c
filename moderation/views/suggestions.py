"""Suggesting another wording, and answering it: on the page of the deposit, or beside the field itself."""

import re
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.forms import SuggestionForm, safe_next
from moderation.models import Suggestion
from moderation.queries.review import latest_review
from moderation.queries.suggestions import is_any_suggested, place_for, place_words, places_in, suggestions_of
from moderation.queries.versions import document_of, title_of
from moderation.services.suggestions import (
    accept_suggestion,
    refuse_suggestion,
    suggest_wording,
    undo_answer,
    withdraw_suggestion,
)
from moderation.suggesting import Place, path_of, text_of
from moderation.views.entrance import dataset_for, dataset_to_review, login_required, reader_of
from moderation.wording import FIELDS, label
from repository.access import Action, can
from repository.errors import Malformed, RepositoryError, StaleRecord, WrongState
from repository.forms.posted import storable
from repository.models import Dataset, Person
from repository.panels import ButtonOfDataset, FieldOfDataset
from repository.queries.drafts import effective_document

ANSWERS: Final = ("accept", "refuse", "undo")
_PRESSED: Final = re.compile(r"suggestion:(accept|refuse|undo):(\d{1,12})", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def suggest(request: HttpRequest, key: UUID, field: str) -> HttpResponse:
    """Another wording for a place of one field; what cannot be suggested is said, and the words stay."""
    dataset = dataset_to_review(request, key)
    if field not in FIELDS or dataset.submitted_version is None:
        raise Http404
    if request.method != "POST":
        return _form(request, dataset, field, _place_asked(request, dataset, field))
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        raise Malformed(_("This is not a suggestion."))
    said = form.cleaned_data
    try:
        suggest_wording(dataset_key=key, actor=reader_of(request), **said)
    except WrongState as problem:
        place = place_for(document_of(dataset.submitted_version), said["pointer"])
        return _form(request, dataset, field, place, typed=said, problem=problem)
    messages.success(request, _("Suggested. The depositor takes it over with one click, or says why not."))
    return HttpResponseRedirect(f"{reverse('moderation-review', args=[key])}#field-{field}")


@require_POST
@login_required
def respond(request: HttpRequest, key: UUID, suggestion_id: int) -> HttpResponse:
    """Take over, refuse or undo, for the depositor; withdraw, for a moderator."""
    found = Dataset.objects.all()
    is_moderator = can(reader_of(request), Action.REVIEW, found.filter(key=key).first())
    dataset = dataset_for(request, key, Action.REVIEW if is_moderator else Action.EDIT, found)
    if not Suggestion.objects.filter(pk=suggestion_id, dataset=dataset).exists():
        raise Http404
    verb = request.POST.get("do", "")
    if verb not in (("withdraw",) if is_moderator else ANSWERS):
        raise Malformed(_("This is not an answer."))
    _respond(request, dataset, verb, suggestion_id, storable(request.POST.get("word", "")))
    there = reverse("moderation-review", args=[key]) if is_moderator else _of_deposit(dataset)
    return HttpResponseRedirect(f"{safe_next(request, request.POST.get('next', ''), there)}#suggestion-{suggestion_id}")


def beside_field(request: HttpRequest, subject: FieldOfDataset) -> str | None:
    """The suggestions for one field, beside it in the form: answered by buttons of that very form."""
    reader = request.user if isinstance(request.user, Person) else None
    if not is_any_suggested(subject.dataset, subject.field):
        return None
    review = latest_review(subject.dataset)
    if review is None or not review.is_open or not can(reader, Action.EDIT, subject.dataset):
        return None
    found = [each for each in suggestions_of(review, effective_document(subject.dataset))
             if each.field == subject.field and each.state != Suggestion.State.REFUSED]  # fmt: skip
    if not found:
        return None
    return render_to_string("moderation/_panel_suggestions_field.html", {"suggestions": found}, request=request)


def pressed(request: HttpRequest, subject: ButtonOfDataset) -> str | None:
    """What a button beside a field does once the form is saved; the field, None for a button of another app."""
    found = _PRESSED.fullmatch(subject.pressed)
    if found is None:
        return None
    verb, number = found[1], int(found[2])
    suggestion = Suggestion.objects.filter(pk=number, dataset=subject.dataset).first()
    if suggestion is None:
        return ""
    _respond(request, subject.dataset, verb, number, storable(request.POST.get(f"suggestion-word-{number}", "")))
    return suggestion.field


def on_status(request: HttpRequest, dataset: Dataset) -> str | None:
    """The suggestions of the review under way on the page of the deposit, with the answers where they can be given."""
    reader = request.user if isinstance(request.user, Person) else None
    review = latest_review(dataset)
    if review is None or not can(reader, Action.COMMENT, dataset):
        return None
    found = suggestions_of(review, effective_document(dataset))
    if not found:
        return None
    context = {
        "waiting": [each for each in found if each.is_open and review.is_open],
        "answered": [each for each in found if not each.is_open or not review.is_open],
        "may_answer": review.is_open and can(reader, Action.EDIT, dataset),
        "dataset": dataset,
    }
    return render_to_string("moderation/_panel_suggestions.html", context, request=request)


def _respond(request: HttpRequest, dataset: Dataset, verb: str, number: int, word: str) -> None:
    """Do it and say what came of it."""
    known: dict[str, Any] = {"dataset_key": dataset.key, "actor": reader_of(request), "suggestion_id": number}
    try:
        match verb:
            case "accept":
                accept_suggestion(**known)
                messages.success(request, _("Taken over into the description."))
            case "refuse":
                refuse_suggestion(**known, answer=word)
                messages.success(request, _("Left as it is. The moderators see it."))
            case "undo":
                undo_answer(**known)
                messages.success(request, _("Undone. The suggestion waits again."))
            case _:
                withdraw_suggestion(**known)
                messages.success(request, _("The suggestion is withdrawn."))
    except (StaleRecord, WrongState) as problem:
        messages.warning(request, problem.sentence)


def _place_asked(request: HttpRequest, dataset: Dataset, field: str) -> Place | None:
    """The place that the address names, else the first of the field."""
    document = document_of(dataset.submitted_version) if dataset.submitted_version else {}
    asked = place_for(document, request.GET.get("place", ""))
    if asked is not None and asked.path[0] == field:
        return asked
    return next(iter(places_in(document, field)), None)


def _form(
    request: HttpRequest,
    dataset: Dataset,
    field: str,
    place: Place | None,
    *,
    typed: dict[str, str] | None = None,
    problem: RepositoryError | None = None,
) -> HttpResponse:
    document = document_of(dataset.submitted_version) if dataset.submitted_version else {}
    said = typed or {}
    title, title_language = title_of(dataset.submitted_version)
    context = {
        "dataset": dataset,
        "title": title or dataset.doi,
        "title_language": title_language,
        "field": field,
        "field_words": label(field, request.LANGUAGE_CODE),
        "places": [(each.pointer, place_words(each.path), text_of(each.value)) for each in places_in(document, field)],
        "pointer": place.pointer if place else "",
        "place_words": place_words(path_of(place.pointer)) if place else "",
        "text": said.get("text", text_of(place.value) if place else ""),
        "note": said.get("note", ""),
        "is_long": place is not None and (len(text_of(place.value)) > 90 or field != "title"),
        "problem": problem,
    }
    return render(request, "moderation/suggest.html", context, status=409 if problem else 200)


def _of_deposit(dataset: Dataset) -> str:
    return reverse("deposit-status", args=[dataset.deposit_id])
