"""Writing what search reads, from a public record."""

from typing import Any

from django.db.models import F

from repository.catalogue.findable import Circumstances, findable_of
from repository.catalogue.kept import as_json
from repository.catalogue.queried import queried_values
from repository.crosswalks.edition import Edition
from repository.crosswalks.phrases import media_types
from repository.models import CatalogueEntry, Dataset
from repository.record.model import Record
from repository.services.relations import write_relations


def write_entry(dataset: Dataset, record: Record, edition: Edition) -> CatalogueEntry:
    """Write or replace a local dataset's catalogue entry; the index of each machine follows it."""
    values = entry_values(dataset, record, edition)
    entry, _ = CatalogueEntry.objects.update_or_create(dataset=dataset, defaults=values)
    write_relations(dataset, record)
    return entry


def note_change(dataset: Dataset) -> None:
    """Let what is kept of searches be made anew: something that they tell of a dataset has changed beside its entry."""
    CatalogueEntry.objects.filter(dataset=dataset).update(origin=F("origin"))


def entry_values(dataset: Dataset, record: Record, edition: Edition) -> dict[str, Any]:
    """The columns of a local dataset's catalogue entry."""
    found_by = findable_of(record, _circumstances(dataset, record, edition))
    published, modified = dataset.first_published, dataset.datestamp
    return {
        "origin": "local",
        "identifier": dataset.doi,
        "title": record.main_title,
        "title_language": record.main_title_language,
        "abstract": record.abstract.best(record.language) if record.abstract else "",
        "creators": [creator.name for creator in record.creators],
        "poles": list(record.poles),
        "keywords": _keywords(record),
        "published": published,
        "modified": modified,
        "period": period_words(record),
        "access": dataset.access,
        "found_by": as_json(found_by),
        **queried_values(record, found_by, edition, published=published, modified=modified),
    }


def _circumstances(dataset: Dataset, record: Record, edition: Edition) -> Circumstances:
    return Circumstances(
        identifiers=(dataset.doi, dataset.suffix),
        published=dataset.first_published,
        access=edition.access.value,
        forms=media_types(record, edition),
    )


def _keywords(record: Record) -> list[str]:
    return [word for keyword in record.keywords for word in keyword.term.values()]


def period_words(record: Record) -> str:
    """The periods as ``2019-01 / 2026-10``, an open end as ``..``."""
    return ", ".join(
        period.name.best(record.language)
        if period.name and period.begin is None and period.end is None
        else f"{period.begin or '..'} / {period.end or '..'}"
        for period in record.time.periods
    )[:80]
