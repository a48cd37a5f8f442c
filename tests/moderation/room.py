"""Running the room's own deliveries, and the steps that many tests begin with."""

from typing import Any

from django.utils import timezone

from moderation.models import Decision
from moderation.services.decisions import decide
from repository.lifecycle import DatasetState, Standing
from repository.models import Dataset, Delivery, Person
from repository.queries.agreements import accept_in_force
from repository.queries.deliveries import due_deliveries
from repository.services.deliveries import run_delivery
from repository.services.deposits import write_draft
from repository.services.submissions import submit_dataset
from tests.driver import run_everything_due, run_until_held_or_done
from tests.factories import make_submitted
from tests.services.again import begun_once


def run_room() -> list[str]:
    """Run what is due in the moderators' room until nothing is; the consumers that were run, in order."""
    done: list[str] = []
    for _ in range(50):
        mine = due_deliveries(now=timezone.now()).filter(consumer__startswith="moderation.").order_by("pk")
        rows = list(mine)
        if not rows:
            return done
        done += [row.consumer.rpartition(".")[2] for row in rows if run_delivery(delivery_id=row.pk)]
    raise AssertionError(f"the room does not come to rest: {list(Delivery.objects.filter(done_at__isnull=True))}")


@begun_once
def under_review(author: Person, **changes: Any) -> Dataset:
    """A submitted dataset whose review is open."""
    dataset = make_submitted(author, **changes)
    run_room()
    dataset.refresh_from_db()
    return dataset


def resubmit(dataset: Dataset, author: Person, note: str = "", **fields: Any) -> Dataset:
    """Change fields of a returned draft and submit it again, up to the opened round."""
    write_draft(dataset_key=dataset.key, actor=author, fields=fields)
    submit_dataset(dataset_key=dataset.key, actor=author, note=note, agreement=accept_in_force("en"))
    run_room()
    dataset.refresh_from_db()
    return dataset


def answer(dataset: Dataset, moderator: Person, outcome: DatasetState, reason: str = "Because.") -> Decision:
    """Decide on what is submitted now."""
    dataset.refresh_from_db()
    version = dataset.submitted_version
    assert version is not None
    decision = decide(
        dataset_key=dataset.key,
        actor=moderator,
        outcome=outcome,
        sha256=version.sha256,
        version=version.number,
        reason=reason,
    )
    dataset.refresh_from_db()
    return decision


def published(dataset: Dataset) -> Dataset:
    """The dataset at the end of the road that its acceptance begins."""
    run_everything_due()
    dataset.refresh_from_db()
    assert dataset.standing == Standing.PUBLIC, run_until_held_or_done()
    return dataset
