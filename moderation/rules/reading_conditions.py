"""Reading the conditions of a rule book: each is an object with one key. Pure."""

from collections.abc import Callable
from typing import Any, Final

from moderation.rules.conditions import EXACT, SAID, All, Always, Answer, AnyOf, Condition, Fact, Not, Poles
from moderation.rules.facts import pattern_words
from moderation.rules.faults import Fault

DEPTH: Final = 8
VALUES: Final = 200
LENGTH: Final = 200
_MOST_POLES: Final = 20

Report = Callable[[Fault], None]
NEVER: Final = Not(Always())
"""What stands for a condition that cannot be read; a book with one is refused."""


def read_condition(value: Any, path: str, report: Report, depth: int = 0) -> Condition:
    """The condition at a place; what is wrong is reported."""
    if fault := _shape(value, path, depth):
        return _bad(fault, report)
    ((key, inner),) = value.items()
    here = f"{path}/{key}"
    if key in _NESTED:
        return _nested(key, inner, here, report, depth)
    if key in _PLAIN:
        return _PLAIN[key](inner, here, report)
    if key in EXACT or key in SAID or key == "uri":
        return Fact(key, _values(inner, here, report, phrases=key in SAID))
    return _bad(Fault(path, "unknown", str(key)[:80]), report)


def _shape(value: Any, path: str, depth: int) -> Fault | None:
    if depth > DEPTH:
        return Fault(path, "too-deep", str(DEPTH))
    if not isinstance(value, dict):
        return Fault(path, "not-object")
    return None if len(value) == 1 else Fault(path, "one-key")


def _nested(key: str, inner: Any, path: str, report: Report, depth: int) -> Condition:
    if key == "not":
        return Not(read_condition(inner, path, report, depth + 1))
    parts = _parts(inner, path, report, depth)
    return All(parts) if key == "all" else AnyOf(parts)


def _bad(fault: Fault, report: Report) -> Condition:
    report(fault)
    return NEVER


def _parts(value: Any, path: str, report: Report, depth: int) -> tuple[Condition, ...]:
    if not isinstance(value, list) or not value:
        report(Fault(path, "not-list"))
        return (NEVER,)
    if len(value) > VALUES:
        report(Fault(path, "too-many", str(VALUES)))
        return (NEVER,)
    return tuple(read_condition(part, f"{path}/{place}", report, depth + 1) for place, part in enumerate(value))


def _poles(value: Any, path: str, report: Report) -> Condition:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_POLES:
        return _bad(Fault(path, "not-number", str(_MOST_POLES)), report)
    return Poles(value)


def _answer(value: Any, path: str, report: Report) -> Condition:
    """``{"answer": {"renass": ["no"]}}``."""
    if not isinstance(value, dict) or len(value) != 1:
        return _bad(Fault(path, "one-key" if isinstance(value, dict) else "not-object"), report)
    ((question, values),) = value.items()
    return Answer(question, _values(values, f"{path}/{question[:80]}", report))


def _always(value: Any, path: str, report: Report) -> Condition:
    return Always() if value is True else _bad(Fault(path, "not-flag"), report)


def _values(value: Any, path: str, report: Report, *, phrases: bool = False) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        report(Fault(path, "not-list"))
        return ()
    if len(value) > VALUES:
        report(Fault(path, "too-many", str(VALUES)))
        return ()
    for place, each in enumerate(value):
        if not isinstance(each, str) or not 0 < len(each.strip()) <= LENGTH:
            report(Fault(f"{path}/{place}", "not-text", str(LENGTH)))
        elif phrases and not pattern_words(each):
            report(Fault(f"{path}/{place}", "empty-phrase", each))
    return tuple(each for each in value if isinstance(each, str))


_NESTED: Final = frozenset({"all", "any", "not"})
_PLAIN: Final[dict[str, Callable[[Any, str, Report], Condition]]] = {
    "always": _always,
    "poles_at_least": _poles,
    "answer": _answer,
}
