"""What is gathered for one requirement: facts with their numbers and period, and sentences of what is missing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are reported, both included; UTC."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, tzinfo=UTC)

    @property
    def range(self) -> tuple[datetime, datetime]:
        """First and last moment, for a filter ``__range``."""
        return self.begin, self.end - timedelta(microseconds=1)

    def as_json(self) -> dict[str, str]:
        """Both days."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


@dataclass(slots=True)
class Dossier:
    """One requirement. A fact of the state has no period; one of what happened has.

    ``events``: how often what was recorded within the period, counted once for all requirements.
    """

    code: str
    title: str
    period: Period
    events: Mapping[str, int] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def holds(
        self,
        what: str,
        value: Value,
        by: Mapping[str, Value] | None = None,
        *,
        rows: Sequence[Mapping[str, str]] | None = None,
    ) -> None:
        """A number of the state when the report was made; ``by``: its parts; ``rows``: what it counts, one by one."""
        self.facts.append(_fact(what, value, by, rows, None))

    def happened(
        self,
        what: str,
        value: Value,
        by: Mapping[str, Value] | None = None,
        *,
        rows: Sequence[Mapping[str, str]] | None = None,
    ) -> None:
        """A number of what happened within the period."""
        self.facts.append(_fact(what, value, by, rows, self.period))

    def lacks(self, sentence: str, *, unless: object = False) -> None:
        """Something that a certifier will ask for and that is not there, but where ``unless`` says that it is."""
        if not unless:
            self.missing.append(sentence)

    def as_json(self) -> dict[str, Any]:
        """As the schema of the report has it."""
        return {"code": self.code, "title": self.title, "evidence": self.facts, "missing": self.missing}


def _fact(
    what: str,
    value: Value,
    by: Mapping[str, Value] | None,
    rows: Sequence[Mapping[str, str]] | None,
    period: Period | None,
) -> dict[str, Any]:
    return {
        "what": what,
        "value": value,
        "period": period.as_json() if period else None,
        **({"by": dict(by)} if by is not None else {}),
        **({"rows": [dict(row) for row in rows]} if rows is not None else {}),
    }
