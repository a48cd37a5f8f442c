"""What a corrected description means for centres that have the dataset at their disposal: they are told, once each.

Where the files may not be passed on any more, their access is shut; what they hold already is theirs to look after.
"""

from collections.abc import Iterable

from django.utils import timezone

from moderation.models import Handover
from moderation.pathways.routes import Concern, Way
from moderation.pathways.states import OPEN, HandoverState
from repository.models import Grant, Publication, Role
from repository.services.events import record_event


def note_correction(*, publication: Publication, concerns: Iterable[Concern]) -> None:
    """Record ``handover.corrected`` for each centre that has an earlier publication and is not handed this one.

    In the caller's transaction, under the lock of the dataset's row. The handover then names this publication, so
    that a message which comes twice, or after that of a later publication, tells nobody anything.
    """
    rows = Handover.objects.filter(dataset=publication.dataset_id)
    heard = rows.filter(publication__number__gte=publication.number, state__in=OPEN | {HandoverState.PUSHING})
    earlier = rows.filter(state__in=OPEN).exclude(centre__in=heard.values("centre"))
    newest = earlier.order_by("centre_id", "-snapshot__number").distinct("centre_id").values_list("pk", flat=True)
    forbidden = {each.centre: each for each in concerns if each.way is Way.NEVER}
    for pk in list(newest):
        row = Handover.objects.select_for_update(of=("self",)).select_related("centre", "snapshot").get(pk=pk)
        concern = forbidden.get(row.centre.code)
        row.publication = publication
        row.save(update_fields=["publication"])
        if concern is not None:
            _shut(row, concern)
        payload = {"centre": row.centre.code, "layer": row.snapshot.number, "publication": publication.number}
        record_event("handover.corrected", subject=row, payload={**payload, "is_shut": concern is not None})


def _shut(row: Handover, concern: Concern) -> None:
    """No token of the centre opens anything of the dataset any more; an offer that nobody answered is taken back."""
    now = timezone.now()
    of_centre = Handover.objects.filter(centre=row.centre_id, dataset=row.dataset_id)
    Grant.objects.filter(handover__in=of_centre, until__gt=now).update(until=now)
    elsewhere = Handover.objects.filter(dataset=row.dataset_id, state__in=OPEN).exclude(centre=row.centre_id)
    people = row.centre.people.exclude(data_centres__handovers__in=elsewhere)
    named = Grant.objects.filter(person__in=people, role=Role.DATA_CENTRE, dataset=row.dataset_id)
    named.filter(until__gt=now).update(until=now)
    of_centre.filter(state=HandoverState.OFFERED).update(
        state=HandoverState.BLOCKED, transfer_en=concern.transfer.english, transfer_fr=concern.transfer.french
    )
