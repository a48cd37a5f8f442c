"""The queue as lines of a table: a head of stable names, then one line for each dataset."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from moderation.queries.queue import QueueRow

HEAD = (
    *("doi", "title", "depositor", "disciplines", "state", "since", "working_days", "target_days", "late", "urgent"),
    *("assignee", "round", "correction", "to_settle", "findings", "address"),
)


def queue_lines(rows: Iterable[QueueRow]) -> Iterator[tuple[str, ...]]:
    """Dates as in ISO 8601; yes and no as 1 and 0."""
    yield HEAD
    for row in rows:
        yield (
            row.dataset.doi,
            row.title,
            row.depositor,
            "; ".join(row.poles),
            row.standing,
            row.since.isoformat(timespec="seconds"),
            str(row.waited),
            str(row.target),
            str(int(row.is_late)),
            str(int(row.is_urgent)),
            row.assignee.name if row.assignee else "",
            str(row.round),
            str(int(row.is_correction)),
            str(row.to_settle),
            str(row.findings),
            f"{settings.SITE_URL}{reverse('moderation-review', args=[row.dataset.key])}",
        )
