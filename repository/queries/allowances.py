"""How much people may store, for the depositor and for the operator."""

from dataclasses import dataclass

from django.conf import settings

from repository.models import Allowance, AllowanceRequest, Dataset, Deposit
from repository.queries.room import bytes_kept_for, room_in
from repository.uploads.handler import Room


@dataclass(frozen=True, slots=True)
class DepositRoom:
    """What a deposit holds and may hold, in bytes; ``waiting``: the request that no operator has answered."""

    kept: int
    most: int
    room: Room
    waiting: AllowanceRequest | None
    last: AllowanceRequest | None


def deposit_room(deposit: Deposit, dataset: Dataset) -> DepositRoom:
    """The room of a deposit, asked through one of its datasets."""
    requests = AllowanceRequest.objects.filter(person_id=deposit.created_by_id)
    allowance = Allowance.objects.filter(person_id=deposit.created_by_id).first()
    given = allowance.deposit_bytes if allowance else None
    return DepositRoom(
        kept=bytes_kept_for(dataset),
        most=settings.DEPOSIT_MAX_BYTES if given is None else given,
        room=room_in(dataset),
        waiting=requests.filter(answered_at__isnull=True).first(),
        last=requests.filter(answered_at__isnull=False).order_by("-answered_at").first(),
    )


def open_requests() -> list[AllowanceRequest]:
    """The requests that wait, oldest first."""
    found = AllowanceRequest.objects.filter(answered_at__isnull=True, person__is_active=True)
    return list(found.select_related("person", "asked_by", "deposit"))


def allowances() -> list[Allowance]:
    """Whoever has limits of their own."""
    found = Allowance.objects.select_related("person").filter(person__is_active=True)
    return list(found.order_by("person__family_name", "person__given_name"))
