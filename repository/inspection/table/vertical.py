"""Depths or heights in metres, batch by batch, gathered into one range that is exact or is not given. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from repository.inspection.positions import Span, is_mark, is_missing, number, numbers

DEEPEST: Final = 12_500.0
HIGHEST: Final = 120_000.0
"""Metres. Deeper than any trench or borehole, higher than any sounding: a mark or another unit."""

_AMBIGUOUS: Final = frozenset({999.0, 9999.0})
"""Both a depth and a mark of a missing value."""

_CLOSE: Final = 0.99
"""A profile that reaches so near to such a number goes on to it."""


@dataclass(slots=True)
class Vertical:
    """All depths (``positive`` down) or heights (up) of a table, in metres."""

    positive: str
    decimal: str = "."
    missing: frozenset[str] = frozenset()
    wrong: str = ""
    _span: Span = field(default_factory=Span)
    _doubtful: set[float] = field(default_factory=set)

    def add(self, texts: Sequence[str]) -> None:
        """Add one batch; the first that cannot be is kept in ``wrong``."""
        found = numbers(texts, self.decimal)
        if found is None or self.missing or not self._plain(found):
            found = [value for text in set(texts) if (value := self._value(text)) is not None]
        elif not _AMBIGUOUS.isdisjoint(found):
            self._doubtful |= _AMBIGUOUS.intersection(found)
            found = [value for value in found if value not in _AMBIGUOUS]
        self._span.add(found)

    def _plain(self, values: list[float]) -> bool:
        low, high = self._limits
        return bool(values) and min(values) >= low and max(values) <= high

    @property
    def _limits(self) -> tuple[float, float]:
        return (0.0, DEEPEST) if self.positive == "down" else (-DEEPEST, HIGHEST)

    def _value(self, text: str) -> float | None:
        value = number(text, self.decimal)
        if is_missing(text, value, self.missing):
            return None
        low, high = self._limits
        if value is not None and value in _AMBIGUOUS:
            self._doubtful.add(value)
            return None
        if value is not None and low <= value <= high and not (value < 0 and is_mark(text)):
            return value
        if value is None or not is_mark(text):
            self.wrong = min(self.wrong, text.strip()) if self.wrong else text.strip()
        return None

    def extent(self) -> dict[str, Any] | None:
        """The range as in a record; None where there is none, or a value in it cannot be right or may be a mark."""
        if self.wrong or self._span.empty:
            return None
        low, high = self._span.low, self._span.high
        for mark in sorted(self._doubtful):
            if mark * _CLOSE <= high < mark:
                high = mark
            elif not low <= mark <= high:
                return None
        return {"minimum": low, "maximum": high, "unit": "m", "positive": self.positive}
