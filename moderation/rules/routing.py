"""Routing a dataset by a book: verdicts, who else is asked, which questions are open, who decides. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from moderation.rules.book import Book, DecidingRule, ScopeRule, Verdict, Words
from moderation.rules.conditions import Answers, Evidence, Truth
from moderation.rules.facts import Facts

_GRAVE: Final = (Verdict.OUT, Verdict.ADVICE)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, its sentence, what of the description it rests on, and where an outsider belongs."""

    rule: str
    because: Words
    evidence: tuple[Evidence, ...] = ()
    belongs: Words | None = None


@dataclass(frozen=True, slots=True)
class PoleVerdict:
    """What the rules say of the dataset in one discipline that was asked."""

    pole: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """A discipline whose opinion is asked or required, asked for by the depositor or not."""

    pole: str
    required: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The advice of a group of experts, wanted by a discipline."""

    group: str
    name: Words
    pole: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class RoutingResult:
    """Everything that the rules say of one dataset, and why. ``deciding`` is empty where no discipline was asked."""

    book: int
    poles: tuple[PoleVerdict, ...]
    concerns: tuple[Concern, ...]
    advice: tuple[Wanted, ...]
    questions: tuple[str, ...]
    deciding: str
    deciding_reason: Reason

    @property
    def concerned(self) -> tuple[str, ...]:
        """Every discipline that takes part: those asked, then those that the rules add."""
        return tuple(dict.fromkeys([*(each.pole for each in self.poles), *(each.pole for each in self.concerns)]))

    @property
    def reasons(self) -> list[Reason]:
        """Why disciplines take part, of all of them."""
        own = [reason for each in self.poles for reason in each.reasons]
        return own + [reason for each in self.concerns for reason in each.reasons]

    def to_json(self) -> dict[str, Any]:
        """As it is kept; ``from_json`` is its inverse."""
        return asdict(self)


def route(facts: Facts, answers: Answers, book: Book) -> RoutingResult:
    """What a book says of a dataset. Answers to questions that it has not, or that it does not take, count as none."""
    known = _known(answers, book)
    truths = [(rule, rule.when.of(facts, known)) for rule in book.scope if rule.pole in facts.poles]
    verdicts = tuple(_verdict(pole, [pair for pair in truths if pair[0].pole == pole], book) for pole in facts.poles)
    concerns, unknown = _concerns(facts, known, book)
    deciding, reason = _deciding(facts, known, book, verdicts, concerns)
    asked = [name for _rule, truth in truths for name in truth.asks if truth.value is None]
    return RoutingResult(
        book=book.version,
        poles=verdicts,
        concerns=concerns,
        advice=tuple(_wanted(truths, book)),
        questions=_in_order([*asked, *unknown], book),
        deciding=deciding,
        deciding_reason=reason,
    )


def _known(answers: Answers, book: Book) -> dict[str, str]:
    values = {question.id: question.values for question in book.questions}
    return {name: value for name, value in answers.items() if value in values.get(name, ())}


def _verdict(pole: str, truths: list[tuple[ScopeRule, Truth]], book: Book) -> PoleVerdict:
    """The gravest of what holds; open where a question could still decide."""
    held = [(rule, truth) for rule, truth in truths if truth.value]
    for grave in _GRAVE:
        found = tuple(_reason(rule, truth) for rule, truth in held if rule.verdict is grave)
        if found:
            return PoleVerdict(pole, grave, found)
    if any(truth.value is None for _rule, truth in truths):
        return PoleVerdict(pole, Verdict.OPEN, (Reason("", book.otherwise_open),))
    found = tuple(_reason(rule, truth) for rule, truth in held)
    return PoleVerdict(pole, Verdict.IN, found or (Reason("", book.otherwise_in),))


def _reason(rule: ScopeRule, truth: Truth) -> Reason:
    return Reason(rule.id, rule.because, truth.evidence, rule.belongs)


def _wanted(truths: list[tuple[ScopeRule, Truth]], book: Book) -> Iterator[Wanted]:
    told: set[str] = set()
    for rule, truth in truths:
        if truth.value and rule.verdict is Verdict.ADVICE and rule.group not in told:
            told.add(rule.group)
            yield Wanted(rule.group, book.group(rule.group).name, rule.pole, _reason(rule, truth))


def _concerns(facts: Facts, answers: Answers, book: Book) -> tuple[tuple[Concern, ...], list[str]]:
    """Who is concerned too, once each: required before asked; and the questions that would tell of others."""
    found: dict[str, list[tuple[bool, Reason]]] = {}
    unknown: list[str] = []
    for rule in book.concerns:
        truth = rule.when.of(facts, answers)
        if truth.value:
            reason = Reason(rule.id, rule.because, truth.evidence)
            found.setdefault(rule.pole, []).append((rule.required, reason))
        elif truth.value is None:
            unknown += truth.asks
    return tuple(
        Concern(pole, any(required for required, _reason in told), tuple(reason for _required, reason in told))
        for pole, told in found.items()
        if pole not in facts.poles or any(required for required, _reason in told)
    ), unknown


def _deciding(
    facts: Facts, answers: Answers, book: Book, verdicts: tuple[PoleVerdict, ...], concerns: tuple[Concern, ...]
) -> tuple[str, Reason]:
    """The first rule that holds and whose discipline takes part; else the first asked that the rules do not refuse."""
    out = {each.pole for each in verdicts if each.verdict is Verdict.OUT}
    asked = [pole for pole in facts.poles if pole not in out] or list(facts.poles)
    taking_part = {*asked, *(concern.pole for concern in concerns if concern.pole not in out)}
    rule, truth = _first(facts, answers, book, taking_part)
    if rule is not None and truth is not None:
        return rule.pole, Reason(rule.id, rule.because, truth.evidence)
    return (asked[0] if asked else ""), Reason("", book.otherwise_deciding)


def _first(
    facts: Facts, answers: Answers, book: Book, taking_part: set[str]
) -> tuple[DecidingRule | None, Truth | None]:
    for rule in book.deciding:
        truth = rule.when.of(facts, answers)
        if truth.value and rule.pole in taking_part:
            return rule, truth
    return None, None


def _in_order(names: list[str], book: Book) -> tuple[str, ...]:
    wanted = set(names)
    return tuple(question.id for question in book.questions if question.id in wanted)


def from_json(kept: Mapping[str, Any]) -> RoutingResult:
    """A result as it was kept."""
    return RoutingResult(
        book=kept["book"],
        poles=tuple(
            PoleVerdict(row["pole"], Verdict(row["verdict"]), tuple(_reason_of(each) for each in row["reasons"]))
            for row in kept["poles"]
        ),
        concerns=tuple(
            Concern(row["pole"], row["required"], tuple(_reason_of(each) for each in row["reasons"]))
            for row in kept["concerns"]
        ),
        advice=tuple(
            Wanted(row["group"], Words(**row["name"]), row["pole"], _reason_of(row["reason"])) for row in kept["advice"]
        ),
        questions=tuple(kept["questions"]),
        deciding=kept["deciding"],
        deciding_reason=_reason_of(kept["deciding_reason"]),
    )


def _reason_of(kept: Mapping[str, Any]) -> Reason:
    return Reason(
        rule=kept["rule"],
        because=Words(**kept["because"]),
        evidence=tuple((kind, text) for kind, text in kept["evidence"]),
        belongs=Words(**kept["belongs"]) if kept["belongs"] else None,
    )
