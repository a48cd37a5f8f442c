"""The public datasets of a moderator's disciplines, and who corrected what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from moderation.models import Decision, Outcome
from repository.access import datasets_moderated_by, poles_moderated_by
from repository.lifecycle import Standing
from repository.models import Dataset, Person, Pole, Publication


@dataclass(frozen=True, slots=True)
class Correction:
    """One later version of the description: when, by whom, why, and who accepted it."""

    date: date
    author: str
    note: str
    accepted_by: str


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One public dataset."""

    dataset: Dataset
    title: str
    title_language: str
    poles: tuple[str, ...]
    corrections: tuple[Correction, ...]


def public_datasets(reader: Person, *, pole: str = "") -> QuerySet[Dataset]:
    """What is public in the reader's disciplines, the newest change first."""
    codes = [pole] if pole else list(poles_moderated_by(reader).values_list("code", flat=True))
    mine = datasets_moderated_by(reader).values("pk")
    found = Dataset.objects.filter(pk__in=mine, standing=Standing.PUBLIC, poles__overlap=codes)
    return found.select_related("catalogue_entry").order_by("-datestamp", "-pk")


def shelf_rows(datasets: Sequence[Dataset]) -> tuple[ShelfRow, ...]:
    """The rows of one page, with the corrections of each, newest first."""
    names = {pole.code: pole.name for pole in Pole.objects.all()}
    corrections = _corrections(datasets)
    return tuple(
        ShelfRow(
            dataset=dataset,
            title=dataset.catalogue_entry.title,
            title_language=dataset.catalogue_entry.title_language,
            poles=tuple(names.get(code, code) for code in dataset.poles),
            corrections=tuple(corrections.get(dataset.pk, ())),
        )
        for dataset in datasets
    )


def _corrections(datasets: Sequence[Dataset]) -> dict[int, list[Correction]]:
    """Every publication after a dataset's first, by dataset."""
    later = (
        Publication.objects.filter(dataset__in=datasets, published_at__isnull=False, number__gt=1)
        .select_related("record_version__author", "record_version__made_from")
        .order_by("-number")
    )
    accepted = Decision.objects.filter(
        record_version__in=[item.record_version.made_from_id for item in later], outcome=Outcome.ACCEPTED
    ).select_related("actor")
    deciders = {decision.record_version_id: decision.actor.name for decision in accepted}
    found: dict[int, list[Correction]] = {}
    for item in later:
        version = item.record_version
        author = version.author.name if version.author else ""
        decider = deciders.get(version.made_from_id or 0, "")
        found.setdefault(item.dataset_id, []).append(Correction(item.date, author, version.note, decider))
    return found
