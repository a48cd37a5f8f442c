"""What happens to a dataset that grows, through the real services."""

from datetime import datetime, timedelta

from django.utils import timezone

from repository.models import Dataset, Person, Snapshot, Source
from repository.services.due_snapshots import order_due_snapshots
from repository.services.sources import answer_source, declare_source
from tests.driver import run_everything_due


def declared(dataset: Dataset, owner: Person, operator: Person, *, path: str = "", is_reviewed: bool = False) -> Source:
    """A source that its owner declared and an operator allowed."""
    source = declare_source(
        dataset_key=dataset.key, actor=owner, name="lab", path=path, schedule="monthly", is_reviewed=is_reviewed
    )
    return answer_source(actor=operator, source_id=source.pk, allows=True)


def a_month_later(dataset: Dataset, months: int = 1) -> Snapshot:
    """The source is due once more, and everything is done; the newest layer."""
    order_due_snapshots(now=next_month(months))
    run_everything_due()
    dataset.refresh_from_db()
    return newest(dataset)


def next_month(months: int = 1) -> datetime:
    """Some days after the first of a month to come."""
    day = timezone.now().replace(day=5)
    for _ in range(months):
        day = (day + timedelta(days=31)).replace(day=5)
    return day


def newest(dataset: Dataset) -> Snapshot:
    """Its newest layer."""
    return dataset.snapshots.order_by("-number")[0]


def paths(snapshot: Snapshot) -> dict[str, int]:
    """What a layer holds: path -> number of the file."""
    return dict(snapshot.layer_files.values_list("path", "file__number"))
