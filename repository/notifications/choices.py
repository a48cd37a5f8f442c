"""When people want which notices: asked by every mail, changed on one's own page and by the links of mails."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from repository.access import Action, can, can_moderate
from repository.models import NotificationChoice, Person, When
from repository.notifications.kinds import KINDS, Audience, Kind, kind_called


def kinds_for(person: Person) -> tuple[Kind, ...]:
    """The kinds that a person can ever be told of."""
    audiences = {Audience.EVERYBODY}
    if can_moderate(person):
        audiences.add(Audience.MODERATORS)
    if can(person, Action.OPERATE):
        audiences.add(Audience.OPERATORS)
    return tuple(kind for kind in KINDS if kind.audience in audiences)


def wishes_of(people: Iterable[Person], kind: Kind | None) -> dict[int, When]:
    """Person -> when they want a kind, of those who said so; nobody is asked about what is fixed."""
    if kind is None or kind.is_fixed:
        return {}
    ids = [person.pk for person in people if person.pk]
    rows = NotificationChoice.objects.filter(person__in=ids, kind=kind.code).values_list("person_id", "when")
    return {person_id: When(when) for person_id, when in rows}


def choices_of(person: Person) -> dict[str, When]:
    """Code of each kind that can be chosen -> when a person wants it."""
    said = dict(NotificationChoice.objects.filter(person=person).values_list("kind", "when"))
    return {kind.code: When(said.get(kind.code, kind.default)) for kind in kinds_for(person) if not kind.is_fixed}


@transaction.atomic
def choose(*, person: Person, wishes: Mapping[str, When]) -> None:
    """Keep when a person wants which kinds; what is unknown or fixed is passed over."""
    Person.objects.select_for_update().get(pk=person.pk)
    for code, when in wishes.items():
        kind = kind_called(code)
        if kind is not None and not kind.is_fixed:
            NotificationChoice.objects.update_or_create(person=person, kind=code, defaults={"when": when})


@transaction.atomic
def stop_daily(*, person: Person) -> None:
    """No mail of the day any more: what was to be in it is not told by mail."""
    choose(person=person, wishes={code: When.NEVER for code, when in choices_of(person).items() if when == When.DAILY})
