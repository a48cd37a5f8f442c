"""A place that is away is erased when it is back; a worker that loses its claim leaves nothing half done."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from archive.consumers import erase_place, seal_erasure
from archive.services.fixity import audit_archive
from repository.consumers import erase_drafts
from repository.models import Dataset, Delivery, ErasureState
from repository.queries.erasures import place_lines
from repository.services.deliveries import Claim, run_delivery
from tests.archive.erasure.orders import holding, ordered
from tests.archive.road import FILES, held, stop_before_the_commit
from tests.driver import run_everything_due

pytestmark = pytest.mark.django_db(transaction=True)

ERASED = FILES["oxygen.csv"]


def test_a_store_that_was_away_is_erased_when_it_returns(dataset: Dataset, archive: Path) -> None:
    (archive / "second").rename(archive / "elsewhere")
    (archive / "second").write_bytes(b"")
    erasure = ordered(dataset)
    for _ in range(12):
        run_everything_due(ahead=timedelta(hours=2))
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.CONFIRMED
    lines = {line.place.name: line for line in place_lines(erasure) if line.place.kind == "store"}
    assert lines["third"].place.done_at is not None
    assert lines["second"].waiting
    assert not lines["second"].held, "an order of law does not lapse"
    assert holding(archive, ERASED), "it waits on its disk"
    (archive / "second").unlink()
    (archive / "elsewhere").rename(archive / "second")
    run_everything_due(ahead=timedelta(hours=2))
    erasure.refresh_from_db()
    assert holding(archive, ERASED) == []
    assert erasure.state == ErasureState.DONE


@pytest.mark.parametrize("consumer", [seal_erasure, erase_place, erase_drafts])
def test_a_worker_that_stopped_before_its_commit_finds_its_work_done(
    dataset: Dataset, archive: Path, consumer: Callable[[Claim], None]
) -> None:
    erasure = ordered(dataset)
    name = consumer.__name__
    if consumer is erase_place:
        sealing = Delivery.objects.get(consumer__endswith=".seal_erasure")
        run_only(sealing.pk)
    waiting = Delivery.objects.filter(consumer__endswith=f".{name}", done_at__isnull=True).order_by("pk")[0]
    stop_before_the_commit(waiting.pk, consumer)
    run_everything_due()
    erasure.refresh_from_db()
    assert (erasure.state, held()) == (ErasureState.DONE, [])
    assert holding(archive, ERASED) == []
    assert {place.found for place in erasure.places.filter(kind__in=("archive", "store"))} == {1}, "told by who removed"
    assert audit_archive().findings == ()


def run_only(delivery: int) -> None:
    """One delivery, and what it brought about waits."""
    assert run_delivery(delivery_id=delivery)
