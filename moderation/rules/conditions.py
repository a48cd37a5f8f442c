"""Conditions of the rules: true, false, or unknown until a question is answered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from moderation.rules.facts import Facts, says

Answers = Mapping[str, str]
Evidence = tuple[str, str]
"""(kind of fact, the text of the description that matched)"""

EXACT: Final = {"pole": "poles", "type": "types", "acquisition": "acquisition", "topic": "topics"}
"""Key of a condition -> the facts of which one must equal a value."""
SAID: Final = {
    "word": "words",
    "variable": "variables",
    "instrument": "instruments",
    "organisation": "organisations",
}
"""Key of a condition -> the facts of which one must hold a phrase."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether a condition holds (None: it is not known yet), on what it rests, and which questions would tell."""

    value: bool | None
    evidence: tuple[Evidence, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Always:
    """Holds of every dataset."""

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """True."""
        return Truth(True)


@dataclass(frozen=True, slots=True)
class Fact:
    """One of ``values`` is among the facts of a kind."""

    kind: str
    values: tuple[str, ...]

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """Whether it is; never unknown."""
        matched = next((text for text in self._texts(facts) if self._matches(text)), None)
        return Truth(False) if matched is None else Truth(True, ((self.kind, matched),))

    def _texts(self, facts: Facts) -> tuple[str, ...]:
        texts: tuple[str, ...] = getattr(facts, {**EXACT, **SAID, "uri": "uris"}[self.kind])
        return texts

    def _matches(self, text: str) -> bool:
        if self.kind in SAID:
            return any(says(text, value) for value in self.values)
        if self.kind == "uri":
            return any(_is_uri(text, value) for value in self.values)
        return text.casefold() in {value.casefold() for value in self.values}


def _is_uri(text: str, value: str) -> bool:
    plain = text.partition("://")[2] or text
    wanted = value.partition("://")[2] or value
    return plain.startswith(wanted[:-1]) if wanted.endswith("*") else plain.rstrip("/") == wanted.rstrip("/")


@dataclass(frozen=True, slots=True)
class Poles:
    """At least this many disciplines were asked."""

    least: int

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """Whether there are that many."""
        return Truth(len(facts.poles) >= self.least, (("pole", ", ".join(facts.poles)),))


@dataclass(frozen=True, slots=True)
class Answer:
    """The depositor answered a question with one of ``values``; unknown while it is not answered."""

    question: str
    values: tuple[str, ...]

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """Whether the answer is one of them."""
        given = answers.get(self.question)
        if given is None:
            return Truth(None, asks=(self.question,))
        return Truth(given in self.values, ((f"answer {self.question}", given),))


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. A false part makes it false, whatever is not known: then nothing need be asked."""

    parts: tuple["Condition", ...]

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """False before unknown before true."""
        found = [part.of(facts, answers) for part in self.parts]
        if any(each.value is False for each in found):
            return Truth(False)
        if any(each.value is None for each in found):
            return Truth(None, asks=_asked(found))
        return Truth(True, tuple(one for each in found for one in each.evidence))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part holds. A true part makes it true, whatever is not known."""

    parts: tuple["Condition", ...]

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """True before unknown before false."""
        found = [part.of(facts, answers) for part in self.parts]
        true = next((each for each in found if each.value), None)
        if true is not None:
            return true
        return Truth(None, asks=_asked(found)) if any(each.value is None for each in found) else Truth(False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"

    def of(self, facts: Facts, answers: Answers) -> Truth:
        """The contrary; unknown stays unknown."""
        found = self.part.of(facts, answers)
        return Truth(None if found.value is None else not found.value, asks=found.asks)


Condition = Always | Fact | Poles | Answer | All | AnyOf | Not


def _asked(found: list[Truth]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in found if each.value is None for name in each.asks))


def questions_of(condition: Condition) -> frozenset[str]:
    """The questions that a condition may ask."""
    match condition:
        case Answer():
            return frozenset({condition.question})
        case All() | AnyOf():
            return frozenset().union(*(questions_of(part) for part in condition.parts))
        case Not():
            return questions_of(condition.part)
    return frozenset()


def answers_of(condition: Condition) -> tuple[Answer, ...]:
    """Every answer that a condition waits for."""
    match condition:
        case Answer():
            return (condition,)
        case All() | AnyOf():
            return tuple(one for part in condition.parts for one in answers_of(part))
        case Not():
            return answers_of(condition.part)
    return ()


def poles_of(condition: Condition) -> frozenset[str]:
    """The disciplines that a condition names."""
    match condition:
        case Fact(kind="pole"):
            return frozenset(condition.values)
        case All() | AnyOf():
            return frozenset().union(*(poles_of(part) for part in condition.parts))
        case Not():
            return poles_of(condition.part)
    return frozenset()
