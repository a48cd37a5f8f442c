"""What happens with data centres in the drill: one fetches, one gets packages, one is not to be reached."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from moderation.models import DataCentre, Handover
from moderation.services.handover_answers import acknowledge, decline, integrate
from moderation.services.handover_reminders import remind_centres
from moderation.services.handovers import renew_handover
from tests.faults.cast import first as _first
from tests.faults.cast import who as _who


def name_centres() -> None:
    """Three centres for the sea, each with its own way."""
    for code, delivery in (("fetching", "pull"), ("vault", "push"), ("nowhere", "push")):
        DataCentre.objects.create(
            code=code, name_en=code, name_fr=code, mail=f"{code}@example.net", themes=["ocean"],
            delivery=delivery, store="" if delivery == "pull" else code,
        )  # fmt: skip


def _handed(code: str) -> Handover:
    rows = Handover.objects.filter(dataset=_first(), centre__code=code)
    return rows.order_by("-snapshot__number")[0]


def think_it_over() -> None:
    """The first does not want it, then has it after all."""
    decline(handover_id=_handed("fetching").pk, reason="Outside our region.")
    acknowledge(handover_id=_handed("fetching").pk)


def hold_it() -> None:
    """And holds it under a number of its own."""
    integrate(handover_id=_handed("fetching").pk, identifier="F-1")


def give_access_again() -> None:
    """An operator writes to the second anew."""
    renew_handover(actor=_who("oscar"), handover_id=_handed("vault").pk)


def remind() -> None:
    """The second says nothing for long."""
    Handover.objects.filter(pk=_handed("vault").pk).update(told_at=timezone.now() - timedelta(days=30))
    assert remind_centres() == 1


CENTRES: Final = (think_it_over, hold_it, give_access_again, remind)
