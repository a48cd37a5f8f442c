"""Centres that did not answer are reminded, three times at most; then it is seen on the operator's page alone."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from moderation.models import Handover
from moderation.pathways.states import HandoverState
from moderation.services.handovers import open_access
from repository.lifecycle import Standing
from repository.services.events import record_event

MOST: Final = 3


def remind_centres() -> int:
    """Record ``handover.reminded`` for each that waits since HANDOVER_REMINDER_DAYS; the number recorded."""
    newer = Handover.objects.filter(
        centre=OuterRef("centre"), dataset=OuterRef("dataset"), snapshot__number__gt=OuterRef("snapshot__number")
    )
    silent = Handover.objects.filter(
        ~Exists(newer),
        state=HandoverState.OFFERED,
        reminders__lt=MOST,
        told_at__lt=timezone.now() - timedelta(days=settings.HANDOVER_REMINDER_DAYS),
        dataset__standing=Standing.PUBLIC,
        centre__is_active=True,
    )
    return sum(_remind(pk) for pk in list(silent.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(handover_id: int) -> bool:
    """Under the row's lock, so that two rounds at once remind once. A token that ended meanwhile is made anew."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related("centre", "dataset", "grant")
    row = rows.get(pk=handover_id)
    late = timezone.now() - timedelta(days=settings.HANDOVER_REMINDER_DAYS)
    if row.state != HandoverState.OFFERED or row.told_at is None or row.told_at >= late:
        return False
    if row.grant is None or row.grant.until is None or row.grant.until <= timezone.now():
        open_access(row)
    Handover.objects.filter(pk=row.pk).update(reminders=F("reminders") + 1, told_at=timezone.now())
    payload = {"centre": row.centre.code, "number": row.reminders + 1, "issue": row.issue}
    record_event("handover.reminded", subject=row, payload=payload)
    return True
