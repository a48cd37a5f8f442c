"""How much waits behind each chip of the queue: the whole table is grouped once, the sums are made from the groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from moderation.models import QueueEntry
from moderation.queries.queue import Reach, today
from moderation.queries.queue_filters import STATES, QueueFilter
from repository.models import Pole


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that every chip counts alike."""

    state: str
    poles: frozenset[str]
    is_mine: bool
    is_nobodys: bool
    is_late: bool
    is_urgent: bool
    has_findings: bool
    count: int

    def suits(self, wanted: QueueFilter) -> bool:
        """Whether these entries are in a view, as far as chips ask."""
        whose = {"mine": self.is_mine, "none": self.is_nobodys}.get(wanted.whose, True)
        return (
            self.state == wanted.state
            and (not wanted.pole or wanted.pole in self.poles)
            and whose
            and (self.is_late or not wanted.late)
            and (self.is_urgent or not wanted.urgent)
            and (self.has_findings or not wanted.findings)
        )


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The numbers of the chips. Each says what its view would hold, the other chips as they are."""

    groups: tuple[Group, ...]
    wanted: QueueFilter

    def of(self, **changes: Any) -> int:
        """How many the view with ``changes`` holds, whatever words are looked for."""
        view = replace(self.wanted, **changes)
        return sum(group.count for group in self.groups if group.suits(view))

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
    """One pass over the queue: the groups are as many as there are combinations, not as many as there are deposits."""
    codes = frozenset(reach.codes)
    asked = {
        "mine": Q(assignee_id=reach.reader.pk),
        "nobodys": Q(assignee__isnull=True),
        "late": Q(late_from__lte=today()),
        "grave": Q(to_settle__gt=0),
    }
    told = {name: ExpressionWrapper(each, output_field=BooleanField()) for name, each in asked.items()}
    rows = reach.without_own(QueueEntry.objects.all()).order_by().values("state", "pole_key", "is_urgent", **told)
    groups = (_group(row) for row in rows.annotate(count=Count("pk")))
    return QueueCounts(tuple(group for group in groups if group.poles & codes), wanted)


def _group(row: Mapping[str, Any]) -> Group:
    """Comparisons with what is missing are neither true nor false: they are not."""
    return Group(
        state=row["state"],
        poles=frozenset(row["pole_key"].split(",")),
        is_mine=bool(row["mine"]),
        is_nobodys=bool(row["nobodys"]),
        is_late=bool(row["late"]),
        is_urgent=row["is_urgent"],
        has_findings=bool(row["grave"]),
        count=row["count"],
    )
