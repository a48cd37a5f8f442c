"""What tests of handovers do again and again."""

import json
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone

from moderation.models import DataCentre, Handover
from moderation.queries.handovers import token_of_handover
from repository.models import Dataset, Grant, Person
from tests.repository.public.stories import published


def handed_over(alice: Person, mona: Person, centre: DataCentre, **changes: Any) -> Handover:
    """A dataset that went the whole road, and its handover to a centre."""
    return the_handover(published(alice, mona, **changes), centre)


def the_handover(dataset: Dataset, centre: DataCentre) -> Handover:
    """The newest to a centre."""
    rows = Handover.objects.select_related("centre", "dataset", "snapshot", "grant")
    return rows.filter(dataset=dataset, centre=centre).order_by("-snapshot__number")[0]


def bearer(handover: Handover) -> dict[str, str]:
    """The header of a centre's program."""
    return {"HTTP_AUTHORIZATION": f"Bearer {token_of_handover(handover)}"}


def grant_of(handover: Handover) -> Grant:
    """What the centre's token opens, as it is stored now."""
    return Grant.objects.get(handover=handover)


def end(handover: Handover) -> None:
    """The last day of the access has passed."""
    Grant.objects.filter(handover=handover).update(until=timezone.now() - timedelta(seconds=1))


def to(mails: list[EmailMessage], address: str) -> list[EmailMessage]:
    """The letters to an address."""
    return [mail for mail in mails if mail.to == [address]]


def part_of(mail: EmailMessage) -> dict[str, Any]:
    """What programs read in a letter."""
    ((name, content, kind),) = [tuple(part) for part in mail.attachments]
    assert (name, kind) == ("handover.json", "application/json")
    told: dict[str, Any] = json.loads(content)
    return told
