"""Writing what search reads, from a public record."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import CombinedExpression

from repository.catalogue.findable import Circumstances, findable_of
from repository.catalogue.kept import as_json
from repository.crosswalks.edition import Edition
from repository.crosswalks.phrases import media_types
from repository.models import CatalogueEntry, Dataset
from repository.catalogue.words import fold
from repository.record.model import Record


def write_entry(dataset: Dataset, record: Record, edition: Edition) -> CatalogueEntry:
    """Write or replace a local dataset's catalogue entry, with its words folded for search."""
    values = entry_values(dataset, record, edition)
    entry, _ = CatalogueEntry.objects.update_or_create(dataset=dataset, defaults=values)
    CatalogueEntry.objects.filter(pk=entry.pk).update(search=search_words(dataset, record))
    return entry


def entry_values(dataset: Dataset, record: Record, edition: Edition) -> dict[str, Any]:
    """The columns of a local dataset's catalogue entry, but for its words."""
    return {
        "origin": "local",
        "identifier": dataset.doi,
        "title": record.main_title,
        "title_language": record.main_title_language,
        "abstract": record.abstract.best(record.language) if record.abstract else "",
        "creators": [creator.name for creator in record.creators],
        "poles": list(record.poles),
        "keywords": _keywords(record),
        "published": dataset.first_published,
        "modified": dataset.datestamp,
        "period": period_words(record),
        "access": dataset.access,
        "found_by": as_json(findable_of(record, _circumstances(dataset, record, edition))),
    }


def _circumstances(dataset: Dataset, record: Record, edition: Edition) -> Circumstances:
    return Circumstances(
        identifiers=(dataset.doi, dataset.suffix),
        published=dataset.first_published,
        access=edition.access.value,
        forms=media_types(record, edition),
    )


def search_words(dataset: Dataset, record: Record) -> CombinedExpression:
    """The words a dataset is found by, as a database expression: title, then keywords and people, then the rest."""
    people = [creator.name for creator in record.creators]
    return (
        _vector([*record.title.values()], "A")
        + _vector([*_keywords(record), *people], "B")
        + _vector([*(record.abstract or {}).values(), dataset.doi, dataset.suffix], "C")
    )


def _keywords(record: Record) -> list[str]:
    return [word for keyword in record.keywords for word in keyword.term.values()]


def _vector(texts: Sequence[str], weight: str) -> SearchVector:
    return SearchVector(Value(fold(" ".join(texts))), config="simple", weight=weight)


def period_words(record: Record) -> str:
    """The periods as ``2019-01 / 2026-10``, an open end as ``..``."""
    return ", ".join(
        period.name.best(record.language)
        if period.name and period.begin is None and period.end is None
        else f"{period.begin or '..'} / {period.end or '..'}"
        for period in record.time.periods
    )[:80]
