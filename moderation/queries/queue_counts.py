"""How much waits behind each chip of the queue: the whole table is grouped once, the sums are made from the groups."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from moderation.models import QueueEntry
from moderation.queries.queue import Reach, today
from moderation.queries.queue_filters import STATES, QueueFilter
from repository.models import Pole


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that every chip counts alike, but for what the checks found in ``grave`` of them."""

    state: str
    poles: frozenset[str]
    is_mine: bool
    is_nobodys: bool
    is_late: bool
    is_urgent: bool
    count: int
    grave: int

    def in_view(self, wanted: QueueFilter) -> int:
        """How many of these entries are in a view, as far as chips ask."""
        whose = {"mine": self.is_mine, "none": self.is_nobodys}.get(wanted.whose, True)
        suits = (
            self.state == wanted.state
            and whose
            and (not wanted.pole or wanted.pole in self.poles)
            and (self.is_late or not wanted.late)
            and (self.is_urgent or not wanted.urgent)
        )
        return (self.grave if wanted.findings else self.count) if suits else 0


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The numbers of the chips. Each says what its view would hold, the other chips as they are."""

    groups: tuple[Group, ...]
    wanted: QueueFilter

    def of(self, **changes: Any) -> int:
        """How many the view with ``changes`` holds, whatever words are looked for."""
        view = replace(self.wanted, **changes)
        return sum(group.in_view(view) for group in self.groups)

    @property
    def total(self) -> int:
        """How many this view holds."""
        return self.of()

    def by_state(self) -> dict[str, int]:
        """State -> number."""
        return {state.value: self.of(state=state.value) for state in STATES}

    def by_pole(self, poles: Iterable[Pole]) -> list[tuple[Pole, int]]:
        """The disciplines with their numbers."""
        return [(pole, self.of(pole=pole.code)) for pole in poles]


def queue_counts(reach: Reach, wanted: QueueFilter) -> QueueCounts:
    """One pass over an index of the queue, in its order: nothing is sorted, hashed, or fetched from the table."""
    found = reach.without_own(QueueEntry.objects.all()).order_by()
    rows = found.values_list("state", "pole_key", "is_urgent", "assignee_id", "late_from")
    counted = rows.annotate(count=Count("*"), grave=Count("state", filter=Q(to_settle__gt=0)))
    codes, now = frozenset(reach.codes), today()
    groups = (
        Group(
            state=state,
            poles=frozenset(key.split(",")),
            is_mine=assignee == reach.reader.pk,
            is_nobodys=assignee is None,
            is_late=late_from is not None and late_from <= now,
            is_urgent=urgent,
            count=count,
            grave=grave,
        )
        for state, key, urgent, assignee, late_from, count, grave in counted
    )
    return QueueCounts(tuple(group for group in groups if group.poles & codes), wanted)
