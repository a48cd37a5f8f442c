"""The rule book as values: questions, groups, rules of scope, of concern and of who decides. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from moderation.rules.conditions import Condition


class Verdict(StrEnum):
    """What the rules say of a dataset in one discipline, from good to grave."""

    IN = "in"
    OPEN = "open"
    """Questions that would decide it are not answered."""
    ADVICE = "advice"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    en: str
    fr: str

    def text(self, language: str) -> str:
        """In French for ``fr`` and its regions, else in English."""
        return self.fr if language.lower().startswith("fr") else self.en


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a question takes."""

    value: str
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """What the depositor is asked where the description does not decide."""

    id: str
    text: Words
    choices: tuple[Choice, ...]
    help: Words | None = None

    @property
    def values(self) -> frozenset[str]:
        """The answers that it takes."""
        return frozenset(choice.value for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of experts whose advice a rule may want."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """What a discipline that was asked takes, does not take, or takes after advice of a group."""

    id: str
    pole: str
    when: Condition
    verdict: Verdict
    because: Words
    belongs: Words | None = None
    """Out of scope: where it belongs."""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ConcernRule:
    """A discipline that is concerned too, whether or not it was asked: its opinion is asked, or required."""

    id: str
    pole: str
    when: Condition
    required: bool
    because: Words


@dataclass(frozen=True, slots=True)
class DecidingRule:
    """Which discipline decides, where several are concerned. The first that holds is taken."""

    id: str
    pole: str
    when: Condition
    because: Words


@dataclass(frozen=True, slots=True)
class Book:
    """One version of the rules. ``otherwise``: what is said where no rule says anything."""

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    scope: tuple[ScopeRule, ...]
    concerns: tuple[ConcernRule, ...]
    deciding: tuple[DecidingRule, ...]
    otherwise_in: Words
    otherwise_open: Words
    otherwise_deciding: Words
    version: int = 1

    def question(self, name: str) -> Question:
        """The question of a name. Raises ``KeyError``."""
        return {question.id: question for question in self.questions}[name]

    def group(self, name: str) -> Group:
        """The group of a name. Raises ``KeyError``."""
        return {group.id: group for group in self.groups}[name]

    def within(self, poles: Collection[str]) -> "Book":
        """The book of a site that has these disciplines only: it calls no other."""
        concerns = tuple(rule for rule in self.concerns if rule.pole in poles)
        return replace(self, concerns=concerns, deciding=tuple(rule for rule in self.deciding if rule.pole in poles))

    @property
    def poles(self) -> frozenset[str]:
        """Every discipline that a rule names."""
        return frozenset(rule.pole for rule in self.every_rule)

    @property
    def every_rule(self) -> list[ScopeRule | ConcernRule | DecidingRule]:
        """The rules of all kinds."""
        return [*self.scope, *self.concerns, *self.deciding]
