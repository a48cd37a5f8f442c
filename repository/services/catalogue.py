"""Writing what search reads, from a public record."""

from collections.abc import Sequence
from unicodedata import combining, normalize

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from repository.models import CatalogueEntry, Dataset
from repository.record.model import Record


def write_entry(dataset: Dataset, record: Record) -> CatalogueEntry:
    """Write or replace a local dataset's catalogue entry, with its words folded for search."""
    abstract = record.abstract.best(record.language) if record.abstract else ""
    keywords = [word for keyword in record.keywords for word in keyword.term.values()]
    creators = [creator.name for creator in record.creators]
    entry, _ = CatalogueEntry.objects.update_or_create(
        dataset=dataset,
        defaults={
            "origin": "local",
            "identifier": dataset.doi,
            "title": record.main_title,
            "title_language": record.main_title_language,
            "abstract": abstract,
            "creators": creators,
            "poles": list(record.poles),
            "keywords": keywords,
            "published": dataset.first_published,
            "modified": dataset.datestamp,
            "period": period_words(record),
            "access": dataset.access,
        },
    )
    CatalogueEntry.objects.filter(pk=entry.pk).update(
        search=_vector([*record.title.values()], "A")
        + _vector([*keywords, *creators], "B")
        + _vector([*(record.abstract or {}).values(), dataset.doi, dataset.suffix], "C")
    )
    return entry


def _vector(texts: Sequence[str], weight: str) -> SearchVector:
    return SearchVector(Value(fold(" ".join(texts))), config="simple", weight=weight)


def fold(text: str) -> str:
    """Letters without accents, in small letters: how words are kept and how they are asked for."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()


def period_words(record: Record) -> str:
    """The periods as ``2019-01 / 2026-10``, an open end as ``..``."""
    return ", ".join(
        period.name.best(record.language)
        if period.name and period.begin is None and period.end is None
        else f"{period.begin or '..'} / {period.end or '..'}"
        for period in record.time.periods
    )[:80]
