"""Roles over the site and its disciplines: who holds which, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from repository.access import NAMED, holds_today
from repository.models import Grant, LifecycleEvent, Person, Role


@dataclass(frozen=True, slots=True)
class Held:
    """One grant, for a page. ``scope``: the discipline's name, or nothing for the whole site."""

    id: int
    person: str
    email: str
    role: str
    scope: str
    last_day: date | None
    is_own: bool


def grants_named(reader: Person | None = None) -> tuple[Held, ...]:
    """The live grants that were given by name, operators first, then by discipline."""
    rows = live_named().select_related("person", "pole")
    return held(sorted(rows, key=_order), reader)


def grants_of(person: Person) -> tuple[Held, ...]:
    """What one person holds over the site and its disciplines."""
    return held(sorted(live_named().filter(person=person).select_related("person", "pole"), key=_order), person)


def ended_grants(most: int = 50) -> tuple[Held, ...]:
    """The grants that ended last, newest first."""
    rows = _named().filter(until__lte=timezone.now()).select_related("person", "pole").order_by("-until")
    return held(rows[:most], None)


def named_lately(operator: Person, *, by: datetime, within: timedelta) -> bool:
    """Whether other operators named this one, on a page, within so long before a moment.

    Who was named at the machine itself, by ``create_operator``, is trusted from the first moment.
    """
    grants = live_named().filter(person=operator, role=Role.OPERATOR)
    if grants.filter(created__lte=by - within).exists():
        return False
    keys = [str(key) for key in grants.values_list("pk", flat=True)]
    given = LifecycleEvent.objects.filter(type="grant.given", subject_type="grant", subject_id__in=keys)
    return given.exists() and not given.filter(actor__isnull=True).exists()


def held(grants: Iterable[Grant], reader: Person | None) -> tuple[Held, ...]:
    """Grants as a page shows them."""
    return tuple(
        Held(
            id=grant.pk,
            person=grant.person.name if grant.person else "",
            email=grant.person.email if grant.person and grant.person.is_active else "",
            role=str(Role(grant.role).label),
            scope=grant.pole.name if grant.pole else "",
            last_day=last_day_of(grant),
            is_own=reader is not None and grant.person_id == reader.pk,
        )
        for grant in grants
    )


def last_day_of(grant: Grant) -> date | None:
    """The last day (UTC) on which a grant holds; ``until`` is the moment after it."""
    return (grant.until - timedelta(microseconds=1)).date() if grant.until else None


def live_named() -> QuerySet[Grant]:
    """The grants of people over the site or a discipline that hold now."""
    return _named().filter(holds_today(), person__is_active=True)


def lasting_operators() -> QuerySet[Grant]:
    """The grants of operators that have no end: one must always be there."""
    return live_named().filter(role=Role.OPERATOR, pole__isnull=True, until__isnull=True)


def operators() -> list[Person]:
    """Whoever operates the site now, once each."""
    grants = live_named().filter(role=Role.OPERATOR, pole__isnull=True)
    return list(Person.objects.filter(pk__in=grants.values("person_id")).order_by("pk"))


def is_last_operator(person: Person, *, lock: bool = False) -> bool:
    """Whether without this person no operator were left whose role has no end. ``lock`` the others' rows for a change.

    The rows are locked in one order, so two operators who leave at one moment wait for each other.
    """
    rows = lasting_operators().order_by("pk")
    holders = [grant.person_id for grant in (rows.select_for_update(of=("self",)) if lock else rows)]
    return person.pk in holders and set(holders) == {person.pk}


def _named() -> QuerySet[Grant]:
    return Grant.objects.filter(person__isnull=False, deposit__isnull=True, dataset__isnull=True, role__in=NAMED)


def _order(grant: Grant) -> tuple[int, int, str, str]:
    position = grant.pole.position if grant.pole else -1
    person = grant.person
    return (
        NAMED.index(Role(grant.role)),
        position,
        grant.pole.code if grant.pole else "",
        person.family_name.casefold() if person else "",
    )
