"""What a moderator asks of the queue: the filters, read from an address and written into one again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from repository.lifecycle import DatasetState

STATES: Final = (DatasetState.SUBMITTED, DatasetState.CHANGES_REQUESTED, DatasetState.ACCEPTED)
"""The states that the queue can show: to decide, with the depositor, on the way to the public."""
ORDERS: Final = {
    "waiting": ("-is_urgent", "-is_raised", "since", "pk"),
    "target": ("late_from", "since", "pk"),
    "newest": ("-since", "-pk"),
}
"""Orders of the queue; the first unless another is asked for: urgent, then raised, then the longest waiting."""
LONGEST: Final = 100
"""Characters of the words that are looked for."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """One view of the queue. ``whose``: nothing, ``mine``, ``none`` (nobody's), or the number of a moderator."""

    state: str = DatasetState.SUBMITTED.value
    pole: str = ""
    whose: str = ""
    late: bool = False
    urgent: bool = False
    findings: bool = False
    words: str = ""
    order: str = "waiting"

    def query(self, **changes: Any) -> str:
        """The part of an address that leads to this view, or to one with ``changes``; the usual is left out."""
        wanted, usual = replace(self, **changes), QueueFilter()
        said = {
            "state": wanted.state,
            **{name: getattr(wanted, name) for name in ("pole", "whose", "words", "order")},
            **{name: "1" for name in ("late", "urgent", "findings") if getattr(wanted, name)},
        }
        return urlencode({key: value for key, value in said.items() if value and value != getattr(usual, key)})

    @property
    def is_narrow(self) -> bool:
        """Whether something is asked for that the chips do not count."""
        return bool(self.words) or self.whose.isdigit()


def filter_of(said: Mapping[str, str], *, poles: Collection[str]) -> QueueFilter:
    """The view that an address asks for; what makes no sense in it, and disciplines of others, filter nothing."""
    state, pole = said.get("state", ""), said.get("pole", "")
    whose, order = said.get("whose", ""), said.get("order", "")
    is_number = whose.isascii() and whose.isdigit() and len(whose) < 10
    return QueueFilter(
        state=state if state in {each.value for each in STATES} else QueueFilter().state,
        pole=pole if pole in poles else "",
        whose=whose if whose in ("mine", "none") or is_number else "",
        late=said.get("late") == "1",
        urgent=said.get("urgent") == "1",
        findings=said.get("findings") == "1",
        words=said.get("words", "").replace("\0", "").strip()[:LONGEST],
        order=order if order in ORDERS else "waiting",
    )
