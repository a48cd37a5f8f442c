"""Where else a public dataset is held: noted when a data centre has it, and told to readers and to the registrar."""

from collections.abc import Sequence

from django.db import transaction

from repository.lifecycle import Standing
from repository.models import Dataset, Publication
from repository.services.events import record_event

FIELDS = ("name_en", "name_fr", "identifier", "address")
"""What is told of each place."""


@transaction.atomic
def note_elsewhere(*, dataset_id: int, places: Sequence[dict[str, str]]) -> bool:
    """Write where else a dataset is held, all of it; whether that is news. Nothing of one that is not public."""
    dataset = Dataset.objects.select_for_update(of=("self",)).get(pk=dataset_id)
    told = [{name: str(place.get(name, "")) for name in FIELDS} for place in places]
    public = Publication.objects.filter(dataset=dataset, published_at__isnull=False).order_by("-number").first()
    if dataset.standing != Standing.PUBLIC or public is None or told == dataset.elsewhere:
        return False
    dataset.elsewhere = told
    dataset.save(update_fields=["elsewhere"])
    record_event("dataset.kept_elsewhere", subject=public, payload={"places": told})
    return True
