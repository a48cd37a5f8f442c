"""Which evolving datasets are due: each moment of a schedule orders one layer, however often it is asked."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from repository.lifecycle import MoveRefused, check_reseal
from repository.models import Delivery, Source, SourceState
from repository.series.schedule import last_due
from repository.services.events import record_event

logger = logging.getLogger(__name__)

AHEAD: Final = timedelta(days=1)
"""An order for later than so long from now was given by a clock that had jumped: it holds no later one up."""


def order_due_snapshots(*, now: datetime | None = None, suffix: str = "", at_once: bool = False) -> list[str]:
    """Order a layer of each source that is due (or of one dataset's, ``at_once``); the suffixes of those datasets.

    A dataset whose correction or publication is under way stays due until that has ended.
    """
    moment = now or timezone.now()
    rows = Source.objects.filter(state=SourceState.ACTIVE)
    if suffix:
        rows = rows.filter(dataset__suffix=suffix)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    ordered = [_order(key, moment, at_once=at_once) for key in keys]
    return [each for each in ordered if each]


@transaction.atomic
def _order(source_id: int, now: datetime, *, at_once: bool) -> str:
    """Its row is held: of two who ask at once, one orders."""
    source = Source.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=source_id)
    due = now if at_once else last_due(source.schedule, now)
    if source.state != SourceState.ACTIVE or due is None:
        return ""
    if source.ordered_for > now + AHEAD:
        _believe_the_clock(source, now)
    if due <= source.ordered_for:
        return ""
    if not is_at_rest(source) or _is_under_way(source):
        logger.info("snapshot.waits dataset=%s", source.dataset.suffix)
        return ""
    payload = {"due": due.isoformat(), "before": source.ordered_for.isoformat()}
    Source.objects.filter(pk=source.pk).update(ordered_for=due)
    record_event("snapshot.due", subject=source, payload=payload)
    return source.dataset.suffix


def _believe_the_clock(source: Source, now: datetime) -> None:
    """The clock was set back: the schedule goes on from now, and nothing that was due before is ordered again."""
    logger.warning("snapshot.clock_went_back dataset=%s by=%s", source.dataset.suffix, source.ordered_for - now)
    source.ordered_for = now
    source.save(update_fields=["ordered_for"])


def is_at_rest(source: Source) -> bool:
    """Whether the dataset is public, and nobody changes it now."""
    try:
        check_reseal(source.dataset.state, standing=source.dataset.standing)
    except MoveRefused:
        return False
    return True


def _is_under_way(source: Source) -> bool:
    """Whether an earlier order is not done yet, or is held for an operator."""
    orders = Delivery.objects.filter(event__type="snapshot.due", event__subject_id=str(source.pk))
    return orders.filter(done_at__isnull=True).exists()
