"""The disciplines as an operator sees them: who moderates each."""

from dataclasses import dataclass

from repository.models import Pole, Role
from repository.queries.grants import live_named


@dataclass(frozen=True, slots=True)
class PoleLine:
    """A discipline with the names of its moderators; those of the whole site are not counted."""

    pole: Pole
    moderators: tuple[str, ...]


def pole_lines() -> tuple[PoleLine, ...]:
    """Every discipline in its order."""
    rows = live_named().filter(role=Role.MODERATOR, pole__isnull=False).select_related("person")
    names: dict[int, list[str]] = {}
    for grant in rows.order_by("person__family_name", "person__given_name"):
        if grant.pole_id and grant.person:
            names.setdefault(grant.pole_id, []).append(grant.person.name)
    return tuple(PoleLine(pole, tuple(names.get(pole.pk, ()))) for pole in Pole.objects.all())


def moderates_whole_site() -> bool:
    """Whether somebody sees the queue of every discipline."""
    return live_named().filter(role=Role.MODERATOR, pole__isnull=True).exists()
