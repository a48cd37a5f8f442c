"""Numbering of record versions."""

from django.db.models import Max

from repository.models import Dataset, RecordVersion


def next_version_number(dataset: Dataset) -> int:
    """The next version's number; the caller holds the dataset's row."""
    last = RecordVersion.objects.filter(dataset=dataset).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
