"""What somebody watches, as a page lists it."""

from dataclasses import dataclass
from typing import Final

from repository.models import CatalogueEntry, Person, Watch

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One dataset that is watched; one that was withdrawn has no title any more but its DOI."""

    suffix: str
    title: str
    language: str


def watch_lines(person: Person) -> tuple[WatchLine, ...]:
    """The datasets that a person watches, the newest watch first, a hundred at most."""
    watches = Watch.objects.filter(person=person).select_related("dataset").order_by("-pk")[:MOST_SHOWN]
    datasets = [watch.dataset for watch in watches]
    entries = CatalogueEntry.objects.filter(dataset__in=datasets).values_list("dataset_id", "title", "title_language")
    titles = {dataset_id: (title, language) for dataset_id, title, language in entries}
    return tuple(WatchLine(dataset.suffix, *titles.get(dataset.pk, (dataset.doi, ""))) for dataset in datasets)


def watch_count(person: Person) -> int:
    """How many a person watches."""
    return Watch.objects.filter(person=person).count()
