"""What the moderators ask of a depositor now, one thing after another, each with the way to answer it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.models import Decision, Outcome, Suggestion
from moderation.queries.review import latest_review
from moderation.queries.suggestions import place_words
from moderation.queries.threads import threads_of
from moderation.suggesting import path_of
from repository.lifecycle import DatasetState, Standing, is_editable
from repository.models import Dataset


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing: a sentence, where it is answered, since when it waits. ``kind`` is stable, for programs."""

    kind: str
    sentence: str
    url: str
    since: datetime


AskSource = Callable[[Dataset], Iterable[Ask]]


def changes(dataset: Dataset) -> Iterator[Ask]:
    """That the last decision asks for changes."""
    if dataset.state != DatasetState.CHANGES_REQUESTED:
        return
    decided = Decision.objects.filter(record_version=dataset.submitted_version, outcome=Outcome.CHANGES_REQUESTED)
    for decision in decided.select_related("actor"):
        words = _("%(name)s asks for changes. Change what is asked, then submit again.")
        url = reverse("deposit-review", args=[dataset.deposit_id, dataset.key])
        yield Ask("changes", words % {"name": decision.actor.name}, url, decision.at)


def remarks(dataset: Dataset) -> Iterator[Ask]:
    """Questions of the moderators that nobody has answered."""
    review = latest_review(dataset)
    if review is None or not review.is_open:
        return
    status = reverse("deposit-status", args=[dataset.deposit_id])
    for thread in threads_of(review, with_private=False):
        if thread.state == "open":
            words = _("Answer the question about: %(about)s") % {"about": thread.about}
            yield Ask("question", words, f"{status}#thread-{thread.id}", thread.messages[-1].at)


def wordings(dataset: Dataset) -> Iterator[Ask]:
    """Wordings that were suggested and neither taken over nor left; only while the draft can be changed."""
    review = latest_review(dataset)
    if review is None or not review.is_open or not is_editable(dataset.state, dataset.standing):
        return
    status = reverse("deposit-status", args=[dataset.deposit_id])
    for suggestion in Suggestion.objects.filter(review=review, state=Suggestion.State.OPEN).order_by("pk"):
        words = _("Take over or leave the wording suggested for: %(about)s")
        about = place_words(path_of(suggestion.pointer))
        yield Ask("suggestion", words % {"about": about}, f"{status}#suggestion-{suggestion.pk}", suggestion.at)


SOURCES: Final[tuple[AskSource, ...]] = (changes, remarks, wordings)
"""In the order of the page."""


def asked_of_authors(dataset: Dataset) -> tuple[Ask, ...]:
    """Everything that waits for the authors of a dataset; nothing where the moderators, or nobody, have the word."""
    if dataset.standing == Standing.WITHDRAWN:
        return ()
    return tuple(ask for source in SOURCES for ask in source(dataset))
