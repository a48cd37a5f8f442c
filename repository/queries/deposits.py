"""What a person sees of their deposits: titles, states, and what is asked of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTransform
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from repository.access import AUTHORS, PARTIES, live_grants
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Deposit, Person, Role
from repository.queries.drafts import effective_document
from repository.record.document import effective

BRIEF: Final = ("title", "language")
"""The fields of a description that a list of datasets shows."""


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


def holder_words(dataset: Dataset, *, is_author: bool = True) -> str:
    """Who has it now, in one sentence, for its authors or for others who may read it."""
    if dataset.standing == Standing.WITHDRAWN:
        return _("Withdrawn: readers see its tombstone page.")
    match DatasetState(dataset.state):
        case DatasetState.DRAFT | DatasetState.CHANGES_REQUESTED:
            return _("It is in your hands.") if is_author else _("It is in its authors’ hands.")
        case DatasetState.SUBMITTED:
            return _("The moderators have it.")
        case DatasetState.ACCEPTED:
            return _("It is accepted and on its way to the public. Nothing is asked of you.")
        case DatasetState.REJECTED:
            return _("It was not accepted. Your files and what you wrote stay here for you.")
        case DatasetState.PUBLISHED:
            return _("It is public.")


def deposits_written_by(reader: Person) -> QuerySet[Deposit]:
    """The deposits that the reader writes or was asked to read: those that ask something, then the last changed."""
    of_each = _shown_to(reader).filter(deposit=OuterRef("pk"))
    found = Deposit.objects.filter(Exists(of_each)).defer("shared").annotate(**_brief("shared"))
    written = _held(reader, AUTHORS).filter(deposit=OuterRef("pk"))
    found = found.annotate(asks=Exists(written.filter(state=DatasetState.CHANGES_REQUESTED)))
    return found.order_by("-asks", "-modified", "pk")


def deposit_cards(reader: Person, deposits: Sequence[Deposit]) -> tuple[DepositCard, ...]:
    """The cards of one page of ``deposits_written_by``; one query whatever their number."""
    lines: dict[UUID, list[DatasetLine]] = {deposit.pk: [] for deposit in deposits}
    by_id = {deposit.pk: deposit for deposit in deposits}
    written = Exists(_held(reader, AUTHORS).filter(pk=OuterRef("pk")))
    shown = _shown_to(reader).filter(deposit__in=by_id).order_by("position", "pk").annotate(is_written=written)
    for dataset in shown.defer("draft").annotate(**_brief("draft")):
        if dataset.deposit_id is not None:
            line = _line(dataset, by_id[dataset.deposit_id], is_written=getattr(dataset, "is_written", False))
            lines[dataset.deposit_id].append(line)
    return tuple(DepositCard(each, tuple(lines[each.pk]), each.modified, _asks(lines[each.pk])) for each in deposits)


def _shown_to(reader: Person) -> QuerySet[Dataset]:
    return _held(reader, PARTIES)


def _held(reader: Person, roles: Collection[Role]) -> QuerySet[Dataset]:
    grants = live_grants(reader).filter(role__in=roles)
    own = Q(deposit__in=grants.filter(deposit__isnull=False).values("deposit_id"))
    shared = Q(pk__in=grants.filter(dataset__isnull=False).values("dataset_id"))
    return Dataset.objects.filter(own | shared, is_removed=False)


def _brief(column: str) -> dict[str, KeyTransform]:
    """Of a document only what a list shows: it may hold megabytes."""
    return {f"brief_{key}": KeyTransform(key, column) for key in BRIEF}


def _brief_of(row: object) -> dict[str, Any]:
    return {key: value for key in BRIEF if (value := getattr(row, f"brief_{key}")) is not None}


def _asks(lines: Sequence[DatasetLine]) -> bool:
    return any(line.dataset.state == DatasetState.CHANGES_REQUESTED and line.asked for line in lines)


def _line(dataset: Dataset, deposit: Deposit, *, is_written: bool) -> DatasetLine:
    is_first_draft = dataset.state == DatasetState.DRAFT and dataset.submitted_version_id is None and is_written
    url = (
        reverse("deposit-files", args=[deposit.pk, dataset.key])
        if is_first_draft
        else reverse("deposit-status", args=[deposit.pk])
    )
    title = title_of(effective(_brief_of(deposit), _brief_of(dataset)))
    return DatasetLine(dataset, title, state_badges(dataset), url, asked_of_author(dataset) if is_written else "")
