"""Answering what the files propose: use it, use all that is clear, refuse it, undo. What was typed is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.access import Action, require
from repository.errors import StaleRecord, WrongState
from repository.models import Dataset, Person, ProposalAnswer
from repository.queries.drafts import effective_document
from repository.queries.proposal_values import said_at, same, spoken
from repository.queries.proposals import Choice, ProposalLine, files_say, language_of
from repository.record.document import is_empty, prune
from repository.services.deposits import lock_dataset, write_draft

NOT_SAID: Final = "und"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answers about one field: to the proposal ``offer``, while the field held what ``seen`` names.

    ``choice`` names the value where files disagree.
    """

    field: str
    offer: str
    seen: str = ""
    choice: str = ""


@transaction.atomic
def use_proposal(*, dataset_key: UUID, actor: Person, answer: Answer, language: str = "") -> Dataset:
    """Put what the files say into the draft; what stood there is kept for undoing.

    ``language``: of texts whose language no file says, and of the description where that is not said yet. Raises
    ``StaleRecord`` where the files say something else by now or the field was changed since, ``WrongState`` where a
    choice is needed and none was made.
    """
    dataset = _locked(dataset_key, actor)
    line = _line_of(dataset, answer)
    if line.seen != answer.seen:
        words = _("“%(field)s” was changed meanwhile, so nothing was replaced. Look at it, then decide.")
        raise StaleRecord(words % {"field": line.label})
    return _use(dataset, actor, line, _chosen(line, answer), language)


@transaction.atomic
def use_clear_proposals(*, dataset_key: UUID, actor: Person, offers: Mapping[str, str], language: str = "") -> int:
    """Use every proposal of ``offers`` (field -> its mark as seen) whose field is still empty; how many that were.

    What is only on offer, or stated by too few of the files, is used by an answer of its own.
    """
    dataset = _locked(dataset_key, actor)
    clear = [line for line in files_say(dataset).lines if line.is_clear and offers.get(line.field) == line.mark]
    for line in sorted(clear, key=lambda line: line.field != "language"):
        dataset = _use(dataset, actor, line, line.choices[0], language)
    return len(clear)


@transaction.atomic
def refuse_proposal(*, dataset_key: UUID, actor: Person, answer: Answer) -> None:
    """Say no to what the files propose for a field; another value may be proposed later. The draft is untouched."""
    dataset = _locked(dataset_key, actor)
    line = _line_of(dataset, answer)
    if line.is_open:
        _remember(dataset, actor, line, ProposalAnswer.Kind.REFUSED)


@transaction.atomic
def undo_answer(*, dataset_key: UUID, actor: Person, field: str) -> None:
    """Take an answer back: what stood in the field before stands there again, a refused value is proposed again.

    Raises ``StaleRecord`` where the field was changed after the value was used: that change is kept.
    """
    dataset = _locked(dataset_key, actor)
    given = ProposalAnswer.objects.filter(dataset=dataset, field=field).first()
    if given is None:
        return
    if given.kind == ProposalAnswer.Kind.USED:
        if not same(given.value, said_at(dataset.draft, field)):
            raise StaleRecord(_("It was changed after it was used, so nothing was undone. Your change is kept."))
        top, _slash, rest = field.partition("/")
        own = dataset.draft.get(top)
        restored = _put_back(own, rest, given.before) if rest else given.before
        write_draft(dataset_key=dataset.key, actor=actor, fields={top: restored})
    given.delete()


def _locked(dataset_key: UUID, actor: Person) -> Dataset:
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    return dataset


def _line_of(dataset: Dataset, answer: Answer) -> ProposalLine:
    found = next((line for line in files_say(dataset).lines if line.field == answer.field), None)
    if found is None or found.mark != answer.offer:
        raise StaleRecord(_("The files say something else now, so nothing was changed. Look at it, then decide."))
    return found


def _chosen(line: ProposalLine, answer: Answer) -> Choice:
    if len(line.choices) == 1:
        return line.choices[0]
    found = next((choice for choice in line.choices if choice.mark == answer.choice), None)
    if found is None:
        words = _("The files disagree about “%(field)s”. Choose one of the values, then use it.")
        raise WrongState(words % {"field": line.label}, code="choice-missing")
    return found


def _use(dataset: Dataset, actor: Person, line: ProposalLine, choice: Choice, language: str) -> Dataset:
    document = effective_document(dataset)
    fields: dict[str, Any] = {}
    if is_empty(prune(document.get("language"))) and language and line.top != "language":
        fields["language"] = language
    value = spoken(choice.value, language_of({**document, **fields}, files_say(dataset).lines) or NOT_SAID)
    _top, _slash, rest = line.field.partition("/")
    _remember(dataset, actor, line, ProposalAnswer.Kind.USED, value=value, before=dataset.draft.get(line.top))
    fields[line.top] = _laid_into(document.get(line.top), rest, value) if rest else value
    return write_draft(dataset_key=dataset.key, actor=actor, fields=fields)


def _laid_into(whole: Any, rest: str, value: Any) -> dict[str, Any]:
    """An object with one part of it replaced; it says no longer that nothing applies."""
    kept = {key: item for key, item in whole.items() if key != "not_applicable"} if isinstance(whole, Mapping) else {}
    return {**kept, rest: value}


def _put_back(whole: Any, rest: str, before: Any) -> dict[str, Any] | None:
    """An object with one part as it was before; what was written into its other parts since stays."""
    earlier = before if isinstance(before, Mapping) else {}
    kept = {key: item for key, item in whole.items() if key != rest} if isinstance(whole, Mapping) else {}
    back = {key: earlier[key] for key in (rest, "not_applicable") if key in earlier}
    return {**kept, **back} or None


def _remember(
    dataset: Dataset,
    actor: Person,
    line: ProposalLine,
    kind: ProposalAnswer.Kind,
    *,
    value: Any = None,
    before: Any = None,
) -> None:
    ProposalAnswer.objects.update_or_create(
        dataset=dataset,
        field=line.field,
        defaults={
            "kind": kind, "mark": line.mark, "value": value, "before": before, "person": actor, "at": timezone.now(),
        },
    )  # fmt: skip
