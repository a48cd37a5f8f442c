"""Which data centres have to be told of an erasure: those that were told of the dataset."""

from moderation.models import Handover
from repository.models import Dataset, ErasurePlaceKind


def places_of(dataset: Dataset) -> list[tuple[str, str]]:
    """Each centre by its code; what we brought to its store is its own to erase, and the letter says so."""
    told = Handover.objects.filter(dataset=dataset, offered_at__isnull=False).order_by("centre__code")
    codes = told.values_list("centre__code", flat=True).distinct()
    return [(ErasurePlaceKind.CENTRE.value, code) for code in codes]
