"""Relations from the other side: which public datasets of this repository name a dataset, and as what."""

from typing import Final

from django.urls import reverse

from repository.crosswalks.edition import EditionRelated
from repository.lifecycle import Standing
from repository.models import CatalogueEntry, Dataset, DatasetRelation
from repository.queries.landing_terms import RELATIONS
from repository.queries.science_parts import RelatedLine
from repository.record.inverses import INVERSES
from repository.record.model import Record

MOST: Final = 500


def related_by(dataset: Dataset) -> tuple[EditionRelated, ...]:
    """The public datasets that name this one, with the relation as this one says it; the oldest first."""
    found = DatasetRelation.objects.filter(doi=dataset.doi.lower(), source__standing=Standing.PUBLIC)
    rows = found.exclude(source=dataset).select_related("source").order_by("source_id", "id")[:MOST]
    return tuple(EditionRelated(row.source.doi, INVERSES[row.relation]) for row in rows)


def related_lines(dataset: Dataset, record: Record) -> tuple[RelatedLine, ...]:
    """The same for the page; what the record says itself is not said twice."""
    said = {(work.identifier.partition("#")[0], work.relation) for work in record.related}
    others = [each for each in related_by(dataset) if (each.doi.lower(), each.relation) not in said]
    suffixes = {each.doi: each.doi.partition("/")[2] for each in others}
    entries = CatalogueEntry.objects.filter(dataset__suffix__in=suffixes.values())
    titles = dict(entries.values_list("dataset__suffix", "title"))
    return tuple(
        RelatedLine(
            relation=str(RELATIONS[each.relation]),
            words=titles.get(suffixes[each.doi]) or each.doi,
            url=reverse("landing", args=[suffixes[each.doi]]),
            note=each.doi,
        )
        for each in others
    )
