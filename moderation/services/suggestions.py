"""Suggesting another wording for one place of a record, and answering it: taken over, refused, undone, withdrawn."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.models import Review, Suggestion
from moderation.queries.suggestions import errors_of, place_for
from moderation.queries.versions import document_of
from moderation.suggesting import (
    LONGEST_TEXT,
    ONE_MORE,
    as_value,
    holds,
    laid,
    path_of,
    place_now,
    pointer_of,
    says_same,
    value_at,
    without,
)
from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.models import Dataset, Person
from repository.queries.drafts import effective_document
from repository.record.document import Path
from repository.record.labels import label_of
from repository.services.deposits import lock_dataset, write_draft
from repository.services.events import record_event

State = Suggestion.State

LONGEST_NOTE = 2_000


@transaction.atomic
def suggest_wording(*, dataset_key: UUID, actor: Person, pointer: str, text: str, note: str = "") -> Suggestion:
    """Suggest a text, or a value, for one place of the version that is being read.

    Raises ``NotAllowed``; ``WrongState`` where no review is open, there is no such place, nothing would change, or the
    record would be wrong with it (``suggestion-wrong``, with the sentence of the finding).
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.REVIEW, dataset)
    review = Review.objects.select_related("record_version").filter(dataset=dataset, closed_at__isnull=True).first()
    if review is None:
        raise WrongState(_("There is no open review to write in."), code="review-closed")
    document = document_of(review.record_version)
    place = place_for(document, pointer)
    if place is None:
        raise WrongState(_("There is no such place in this record."), code="no-such-place")
    if not text.strip():
        raise WrongState(_("Write the wording that you suggest."), code="suggestion-empty")
    if len(text) > LONGEST_TEXT:
        raise WrongState(_("This is too long for a suggestion. Write a remark instead."), code="suggestion-too-long")
    value = as_value(place, text, language=str(document.get("language") or "en"))
    if says_same(place.value, value) or holds(document, place.path, value) is not None:
        raise WrongState(_("The record says this already."), code="suggestion-same")
    if wrong := errors_of(document, place.path, value, apart_from=document):
        raise WrongState(wrong[0].message(get_language() or "en"), code="suggestion-wrong")
    made = Suggestion.objects.create(
        review=review, dataset=dataset, record_version=review.record_version, pointer=pointer,
        before=place.value, value=value, note=note.strip()[:LONGEST_NOTE], author=actor,
    )  # fmt: skip
    record_event("suggestion.made", subject=dataset, actor=actor, payload={"suggestion": made.pk, "path": pointer})
    return made


@transaction.atomic
def accept_suggestion(*, dataset_key: UUID, actor: Person, suggestion_id: int) -> Suggestion:
    """Put what was suggested into the draft; what stands beside it stays.

    Raises ``NotAllowed``; ``WrongState`` where it was answered already; ``StaleRecord`` where the place says something
    else by now than when it was suggested, and nothing is written then.
    """
    dataset, suggestion = _locked(dataset_key, actor, suggestion_id, Action.EDIT, State.OPEN)
    document, path = effective_document(dataset), path_of(suggestion.pointer)
    there = holds(document, path, suggestion.value)
    if there is None:
        found = place_now(document, path, suggestion.before)
        if found is None:
            words = _("“%(place)s” was changed since, so nothing was replaced. Compare the two, then decide.")
            raise StaleRecord(words % {"place": _label(path)})
        there = _put(dataset, actor, document, found, suggestion.value)
    suggestion.laid_at = pointer_of(there)
    return _answered(suggestion, actor, State.ACCEPTED, "")


@transaction.atomic
def refuse_suggestion(*, dataset_key: UUID, actor: Person, suggestion_id: int, answer: str = "") -> Suggestion:
    """Leave the draft as it is, with a word to the moderators where there is one. Raises as ``accept_suggestion``."""
    _dataset, suggestion = _locked(dataset_key, actor, suggestion_id, Action.EDIT, State.OPEN)
    return _answered(suggestion, actor, State.REFUSED, answer)


@transaction.atomic
def undo_answer(*, dataset_key: UUID, actor: Person, suggestion_id: int) -> Suggestion:
    """Take an answer back: what stood there before stands there again, and the suggestion waits anew.

    Raises ``StaleRecord`` where the place was changed after it was taken over: that change is kept.
    """
    dataset, suggestion = _locked(dataset_key, actor, suggestion_id, Action.EDIT, State.ACCEPTED, State.REFUSED)
    if suggestion.state == State.ACCEPTED:
        document, path = effective_document(dataset), path_of(suggestion.laid_at)
        if not says_same(value_at(document, path), suggestion.value):
            raise StaleRecord(_("It was changed after it was taken over, so nothing was undone. Your change is kept."))
        _take_out(dataset, actor, document, path, suggestion.before)
    suggestion.answered_by = suggestion.answered_at = None
    suggestion.answer = suggestion.laid_at = ""
    return _moved(suggestion, actor, State.OPEN)


@transaction.atomic
def withdraw_suggestion(*, dataset_key: UUID, actor: Person, suggestion_id: int) -> Suggestion:
    """Take a suggestion back, for moderators, while nobody has answered it."""
    _dataset, suggestion = _locked(dataset_key, actor, suggestion_id, Action.REVIEW, State.OPEN)
    return _answered(suggestion, actor, State.WITHDRAWN, "")


def _locked(
    dataset_key: UUID, actor: Person, suggestion_id: int, action: Action, *states: State
) -> tuple[Dataset, Suggestion]:
    """The dataset's row, then the suggestion, in one of the states. Raises ``Suggestion.DoesNotExist``."""
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, action, dataset)
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion_id, dataset=dataset)
    if suggestion.state not in states:
        words = _("Somebody answered this suggestion already: %(state)s.")
        raise WrongState(words % {"state": suggestion.get_state_display()}, code="suggestion-answered")
    return dataset, suggestion


def _put(dataset: Dataset, actor: Person, document: dict[str, Any], path: Path, value: Any) -> Path:
    """Lay a value into the draft; where it stands then. What the deposit says becomes this dataset's own."""
    top = str(path[0])
    changed = laid(document.get(top), path[1:], value)
    write_draft(dataset_key=dataset.key, actor=actor, fields={top: changed})
    return (*path[:-1], len(changed) - 1) if path[-1] == ONE_MORE else path


def _take_out(dataset: Dataset, actor: Person, document: dict[str, Any], path: Path, before: Any) -> None:
    top = str(path[0])
    changed = without(document.get(top), path[1:]) if before is None else laid(document.get(top), path[1:], before)
    shared = dataset.deposit.shared if dataset.deposit else {}
    # what the deposit says again is no longer this dataset's own
    write_draft(dataset_key=dataset.key, actor=actor, fields={top: None if changed == shared.get(top) else changed})


def _answered(suggestion: Suggestion, actor: Person, state: State, answer: str) -> Suggestion:
    suggestion.answered_by, suggestion.answered_at = actor, timezone.now()
    suggestion.answer = answer.strip()[:LONGEST_NOTE]
    return _moved(suggestion, actor, state)


def _moved(suggestion: Suggestion, actor: Person, state: State) -> Suggestion:
    suggestion.state = state
    suggestion.save(update_fields=["state", "answered_by", "answered_at", "answer", "laid_at"])
    payload = {"suggestion": suggestion.pk, "path": suggestion.pointer, "state": str(state)}
    record_event("suggestion.answered", subject=suggestion.dataset, actor=actor, payload=payload)
    return suggestion


def _label(path: Path) -> str:
    labels = label_of(path[:-1] if path[-1] == ONE_MORE else path)
    return labels[1] if (get_language() or "en").startswith("fr") else labels[0]
