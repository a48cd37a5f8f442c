"""Why a process says no: to an input by its name, or to files that do not hold what it needs. Pure.

A refusal of data keeps its sentences as patterns with details (`Said`), so that a page can say them in the reader's
language; as text it is English.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_DEEPEST: Final = 4


def plain_number(value: float) -> str:
    """A whole number with all its digits, another one with six."""
    return str(value) if isinstance(value, int) else f"{value:g}"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a part of one: a pattern of `str.format`, and what stands in it: texts, numbers, parts, lists.

    >>> str(Said("The table has no column {label}.", {"label": "TEMP"}))
    'The table has no column TEMP.'
    """

    pattern: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.told(str, plain_number)

    def told(self, say: Callable[[str], str], number: Callable[[float], str]) -> str:
        """With patterns as `say` has them, and numbers as `number` writes them. A pattern alone is a text as it is."""
        if not self.details:
            return say(self.pattern)
        return say(self.pattern).format_map({name: _one(each, say, number) for name, each in self.details.items()})

    def as_json(self, clean: Callable[[str], str]) -> dict[str, Any]:
        """`{"text", "with"}`, every text cleaned."""
        return {"text": clean(self.pattern), "with": {name: _json(each, clean) for name, each in self.details.items()}}

    @classmethod
    def of(cls, told: Any, depth: int = 0) -> "Said":
        """What `as_json` made, perhaps by a stranger. Raises ValueError."""
        details = told.get("with", {}) if isinstance(told, Mapping) else None
        if depth > _DEEPEST or not isinstance(details, Mapping) or not isinstance(told.get("text"), str):
            raise ValueError("no sentence")
        return cls(told["text"], {str(name): _read(each, depth + 1) for name, each in details.items()})


class InputRefused(ValueError):
    """An input that cannot be worked with: `input` names it, `rule` is a stable code, the text says what to do."""

    def __init__(self, input_: str, rule: str, message: str) -> None:
        super().__init__(message)
        self.input, self.rule, self.message = input_, rule, message


class DataRefused(ValueError):
    """Staged files that do not hold what the process needs: empty, broken, of another kind. The text is shown.

    Given are a pattern and its details, or sentences that are made already.

    >>> DataRefused("The variable {name} has more than {most} values.", name="TEMP", most=9).said[0].pattern
    'The variable {name} has more than {most} values.'
    """

    def __init__(self, *sentences: str | Said, **details: Any) -> None:
        self.said = tuple(each if isinstance(each, Said) else Said(each, details) for each in sentences)
        super().__init__(" ".join(map(str, self.said)))


def _one(value: Any, say: Callable[[str], str], number: Callable[[float], str]) -> str:
    if isinstance(value, Said):
        return value.told(say, number)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_one(each, say, number) for each in value)
    return str(value)


def _json(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, Said):
        return value.as_json(clean)
    if isinstance(value, int | float):
        return value if math.isfinite(value) else plain_number(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_json(each, clean) for each in value]
    return clean(str(value))


def _read(value: Any, depth: int) -> Any:
    if isinstance(value, Mapping):
        return Said.of(value, depth)
    if isinstance(value, list) and depth <= _DEEPEST:
        return [_read(each, depth + 1) for each in value]
    if isinstance(value, str | int | float):
        return value
    raise ValueError("no detail")
