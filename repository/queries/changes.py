"""What a publication changed of the one before it, in words."""

from repository.models import Publication
from repository.record.canonical import parse
from repository.record.labels import label_of
from repository.record.model import Record

_NOT_TOLD = ("schema_version", "publication")
"""What every publication writes anew."""


def changed_fields(publication: Publication) -> list[tuple[str, str]]:
    """The names of the fields of the record that differ, in English and French; none for the first publication."""
    before = Publication.objects.filter(dataset=publication.dataset_id, number__lt=publication.number)
    former = before.select_related("record_version").order_by("-number").first()
    if former is None:
        return []
    old, new = (parse(bytes(each.record_version.document)) for each in (former, publication))
    fields = [field for field in Record.model_fields if field not in _NOT_TOLD]
    return [label_of((field,)) for field in fields if getattr(old, field) != getattr(new, field)]
