"""How each discipline reviews: its settings, the defaults where it has none, and who works for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from moderation.models import Discipline
from repository.access import MODERATORS, holds_today, parties_ever
from repository.models import Dataset, Grant, Person, Pole, Role
from repository.queries.grants import live_named


def discipline_of(pole: Pole | str) -> Discipline:
    """The settings of a discipline; the defaults, not kept, where it has none. Raises ``Pole.DoesNotExist``."""
    found = pole if isinstance(pole, Pole) else Pole.objects.select_related("discipline").get(code=pole)
    return Discipline.objects.filter(pole=found).first() or Discipline(pole=found)


def disciplines_of(codes: Iterable[str]) -> Mapping[str, Discipline]:
    """Code -> settings of those of these disciplines that there are."""
    poles = Pole.objects.filter(code__in=list(codes)).select_related("discipline")
    return {pole.code: _kept(pole) for pole in poles}


def _kept(pole: Pole) -> Discipline:
    try:
        return pole.discipline
    except Discipline.DoesNotExist:
        return Discipline(pole=pole)


def target_days_of(dataset: Dataset) -> int:
    """The working days within which a dataset should be answered: the smallest target of its disciplines."""
    targets = [each.target_days for each in disciplines_of(dataset.poles).values()]
    return min(targets, default=Discipline().target_days)


@dataclass(frozen=True, slots=True)
class People:
    """Who works for a discipline by name, with the address of each."""

    moderators: tuple[tuple[str, str], ...]
    advisers: tuple[tuple[str, str], ...]


def people_of(pole: Pole) -> People:
    """The moderators and scientific advisers named for a discipline; those of the whole site are not among them."""
    rows = live_named().filter(pole=pole).select_related("person").order_by("person__family_name", "pk")
    named: dict[str, list[tuple[str, str]]] = {Role.MODERATOR: [], Role.ADVISER: []}
    for grant in rows:
        if grant.person and grant.role in named:
            named[grant.role].append((grant.person.name, grant.person.email))
    return People(tuple(named[Role.MODERATOR]), tuple(named[Role.ADVISER]))


def moderators_of_pole(code: str, dataset: Dataset) -> QuerySet[Person]:
    """Who may speak for a discipline about a dataset: its own moderators, without the dataset's own people."""
    holders = Grant.objects.filter(holds_today(), role__in=MODERATORS, pole__code=code, person__is_active=True)
    parties = parties_ever(dataset).values("person_id")
    return Person.objects.filter(pk__in=holders.values("person_id")).exclude(pk__in=parties).order_by("pk")


def moderators_of_site(dataset: Dataset) -> QuerySet[Person]:
    """Who moderates every discipline, without the dataset's own people."""
    whole = Q(pole__isnull=True, deposit__isnull=True, dataset__isnull=True)
    holders = Grant.objects.filter(holds_today(), whole, role__in=MODERATORS, person__is_active=True)
    parties = parties_ever(dataset).values("person_id")
    return Person.objects.filter(pk__in=holders.values("person_id")).exclude(pk__in=parties).order_by("pk")
