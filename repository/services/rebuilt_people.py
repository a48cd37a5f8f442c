"""People of a past that only packages tell: numbers without name, until a backup or an operator gives them back."""

from collections.abc import Iterable
from datetime import datetime

from repository.models import Deposit, Grant, Person, Role
from repository.services.past import PastEvent

REBUILT_DOMAIN = "rebuilt.invalid"
"""Addresses of people known by number only end with it: no mail ever goes there (RFC 2606)."""


def people_of(events: Iterable[PastEvent]) -> dict[int, Person]:
    """Number in the package -> person: the account that had it then, else an inactive one without name or password.

    An account that was made after the event is somebody else's, whatever its number.
    """
    since: dict[int, datetime] = {}
    for event in events:
        if event.actor is not None:
            since.setdefault(event.actor, event.at)
    if not since:
        return {}
    placed = {each.email: each for each in Person.objects.filter(email__in=[_address(number) for number in since])}
    taken = Person.objects.in_bulk(list(since))
    found: dict[int, Person] = {}
    for number, at in since.items():
        holder = taken.get(number)
        if known := placed.get(_address(number)):
            found[number] = known
        elif holder is not None and holder.date_joined <= at:
            found[number] = holder
        else:
            found[number] = _unnamed(number, at, keep=holder is None)
    return found


def give_back_deposit(person: Person, *, since: datetime) -> Deposit:
    """The working folder of a dataset of this person, who is its depositor again."""
    deposit = Deposit.objects.create(created_by=person, created=since, modified=since)
    Grant.objects.create(person=person, role=Role.DEPOSITOR, deposit=deposit, created=since)
    return deposit


def _unnamed(number: int, at: datetime, *, keep: bool) -> Person:
    person = Person(email=_address(number), is_active=False, date_joined=at)
    if keep:
        person.pk = number
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _address(number: int) -> str:
    return f"person-{number}@{REBUILT_DOMAIN}"
