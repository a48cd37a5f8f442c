"""The depositor's answers to the questions of the rules."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moderation.models import ScopeAnswer
from moderation.queries.rule_books import book_in_force
from repository.access import Action, require
from repository.models import Dataset, Person
from repository.services.deposits import lock_dataset


@transaction.atomic
def answer_questions(*, dataset_key: UUID, actor: Person, answers: Mapping[str, str]) -> int:
    """Keep the answers to questions of the book in force; the number that are new or different.

    An empty answer takes one back. What is no question of the book, or no answer that it takes, is passed over: the
    book may have changed while the page was open. Raises ``NotAllowed`` unless the draft may be changed now.
    """
    dataset = lock_dataset(dataset_key=dataset_key)
    require(actor, Action.EDIT, dataset)
    changed = 0
    for question in book_in_force().questions:
        value = answers.get(question.id)
        if value == "":
            changed += ScopeAnswer.objects.filter(dataset=dataset, question=question.id).delete()[0]
        elif value in question.values:
            changed += _keep(dataset, actor, question.id, str(value))
    return changed


def _keep(dataset: Dataset, actor: Person, question: str, value: str) -> int:
    kept = ScopeAnswer.objects.filter(dataset=dataset, question=question)
    if kept.filter(value=value).exists():
        return 0
    said = {"value": value, "person": actor, "at": timezone.now()}
    ScopeAnswer.objects.update_or_create(dataset=dataset, question=question, defaults=said)
    return 1
