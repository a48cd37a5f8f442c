"""What packages tell of the site as a whole: disciplines, and the numbers that were given."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from repository.models import LifecycleEvent, Pole
from repository.services.identifiers import raise_number_sequence
from repository.services.past import PastEvent
from repository.services.previews import order_all_previews
from repository.services.told import POLE_FIELDS


class Disciplines:
    """The newest that any package tells of each discipline: a few lines, however many packages are read."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[datetime, Mapping[str, Any]]] = {}

    def note(self, events: Iterable[PastEvent]) -> None:
        """Take what the events of one package tell."""
        for event in events:
            for pole in event.payload.get("disciplines") or ():
                code = str(pole["code"])
                if code not in self._told or self._told[code][0] < event.at:
                    self._told[code] = event.at, pole

    def take(self, other: "Disciplines") -> None:
        """Take what other packages told."""
        for code, told in other._told.items():
            if code not in self._told or self._told[code][0] < told[0]:
                self._told[code] = told

    @transaction.atomic
    def write(self) -> int:
        """Call each as it was called last, but for what an operator of this database changed later; how many."""
        changed = (
            LifecycleEvent.objects.filter(type="pole.changed").order_by("-pk").values_list("at", flat=True).first()
        )
        fresh = {code: pole for code, (at, pole) in self._told.items() if changed is None or at > changed}
        for code, pole in fresh.items():
            fields = {name: pole[name] for name in POLE_FIELDS if name in pole and name != "code"}
            Pole.objects.update_or_create(code=code, defaults=fields)
        return len(fresh)


def finish_rebuild(*, disciplines: Disciplines, highest: int) -> int:
    """Write what concerns all datasets; the next number that will be given. Safe to repeat.

    ``highest``: the highest number that any package names, whatever became of it.
    """
    disciplines.write()
    order_all_previews()
    return raise_number_sequence(above=highest)
