"""What a person sees of their deposits: titles, states, and what is asked of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from repository.access import Action, can, deposits_of
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, Person
from repository.queries.drafts import effective_document


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the language it is in; ``text`` is empty where there is none yet."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One dataset in the list: its state (a badge), where its link leads, and what is asked, if anything."""

    dataset: Dataset
    title: Title
    badges: tuple[str, ...]
    url: str
    asked: str


@dataclass(frozen=True, slots=True)
class DepositCard:
    """One deposit in the list."""

    deposit: Deposit
    lines: tuple[DatasetLine, ...]
    modified: datetime
    asks: bool


def title_of(document: Mapping[str, Any]) -> Title:
    """The title of a draft in the reader's language, else its own, else any; whatever the draft is made of."""
    title = document.get("title")
    if not isinstance(title, Mapping):
        return Title(title.strip() if isinstance(title, str) else "")
    texts = {tag: text.strip() for tag, text in title.items() if isinstance(text, str) and text.strip()}
    for tag in ((get_language() or "en")[:2], document.get("language"), *texts):
        if isinstance(tag, str) and tag in texts:
            return Title(texts[tag], tag if tag.isascii() and tag.replace("-", "").isalnum() else "")
    return Title("")


def dataset_title(dataset: Dataset) -> Title:
    """The title that a dataset's draft has now."""
    return title_of(effective_document(dataset))


def state_badges(dataset: Dataset) -> tuple[str, ...]:
    """The names of the badges of a dataset: the work in hand, and what the public sees where that says more."""
    if dataset.standing == Standing.WITHDRAWN:
        return ("withdrawn",)
    if dataset.state == DatasetState.PUBLISHED:
        return ("public",)
    work = "publishing" if dataset.state == DatasetState.ACCEPTED else str(dataset.state)
    return (work, "public") if dataset.standing == Standing.PUBLIC else (work,)


def asked_of_author(dataset: Dataset) -> str:
    """What the depositor is asked to do now, in one sentence; empty where nothing is."""
    if dataset.standing == Standing.WITHDRAWN:
        return ""
    match DatasetState(dataset.state):
        case DatasetState.DRAFT if dataset.standing == Standing.PUBLIC:
            return _("Finish the correction and submit it, or give it up.")
        case DatasetState.DRAFT:
            return _("Go on where you were, then submit.")
        case DatasetState.CHANGES_REQUESTED:
            return _("The moderators ask for a change. Answer, change it, and submit again.")
        case _:
            return ""


def holder_words(dataset: Dataset) -> str:
    """Who has it now, in one sentence."""
    if dataset.standing == Standing.WITHDRAWN:
        return _("Withdrawn: readers see its tombstone page.")
    match DatasetState(dataset.state):
        case DatasetState.DRAFT | DatasetState.CHANGES_REQUESTED:
            return _("It is in your hands.")
        case DatasetState.SUBMITTED:
            return _("The moderators have it. Nothing is asked of you until they answer.")
        case DatasetState.ACCEPTED:
            return _("It is accepted and on its way to the public. Nothing is asked of you.")
        case DatasetState.REJECTED:
            return _("It was not accepted. Your files and what you wrote stay here for you.")
        case DatasetState.PUBLISHED:
            return _("It is public.")


def deposit_cards(reader: Person) -> tuple[DepositCard, ...]:
    """The deposits that the reader writes, those that ask something first, then the newest."""
    deposits = deposits_of(reader).prefetch_related("datasets").order_by("-modified")
    cards = [_card(reader, deposit) for deposit in deposits]
    return tuple(sorted((card for card in cards if card.lines), key=lambda card: not card.asks))


def _card(reader: Person, deposit: Deposit) -> DepositCard:
    shown = [dataset for dataset in deposit.datasets.all() if not dataset.is_removed]
    lines = tuple(_line(dataset, deposit) for dataset in shown if can(reader, Action.READ, dataset))
    asks = any(line.dataset.state == DatasetState.CHANGES_REQUESTED for line in lines)
    return DepositCard(deposit, lines, deposit.modified, asks)


def _line(dataset: Dataset, deposit: Deposit) -> DatasetLine:
    dataset.deposit = deposit
    is_first_draft = dataset.state == DatasetState.DRAFT and dataset.submitted_version_id is None
    url = (
        reverse("deposit-files", args=[deposit.pk, dataset.key])
        if is_first_draft
        else reverse("deposit-status", args=[deposit.pk])
    )
    return DatasetLine(dataset, dataset_title(dataset), state_badges(dataset), url, asked_of_author(dataset))
