"""What a public record says of other DOIs, kept so that it can be asked from the other side."""

from typing import Final

from repository.models import Dataset, DatasetRelation
from repository.record.identifiers import parse_doi
from repository.record.inverses import INVERSES
from repository.record.model import Record

_LONGEST: Final = 200


def write_relations(dataset: Dataset, record: Record) -> None:
    """Write the relations of a public record in place of those that were there; nothing where they are the same."""
    named = {
        (parsed.name, work.relation): None
        for work in record.related
        if work.identifier_type == "DOI" and work.relation in INVERSES
        if (parsed := parse_doi(work.identifier)) and len(parsed.name) <= _LONGEST
    }
    known = DatasetRelation.objects.filter(source=dataset)
    if list(known.values_list("doi", "relation")) == list(named):
        return
    known.delete()
    DatasetRelation.objects.bulk_create(
        DatasetRelation(source=dataset, doi=doi, relation=relation) for doi, relation in named
    )
