"""A rule book in words: every rule with its condition as a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.queries.routing_words import pole_names
from moderation.rules.book import Book, ScopeRule, Verdict, Words
from moderation.rules.conditions import All, Always, Answer, AnyOf, Condition, Fact, Not, Poles


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: its name, what it says, when, why."""

    id: str
    says: str
    when: str
    because: str


@dataclass(frozen=True, slots=True)
class RuleSection:
    """The rules of one discipline, or of one kind."""

    name: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class ShownBook:
    """A book as a page shows it."""

    version: int
    sections: tuple[RuleSection, ...]
    questions: tuple[tuple[str, str], ...]


def shown_book(book: Book, language: str) -> ShownBook:
    """A book in words, in a language."""
    names = pole_names()
    sections = [
        RuleSection(
            names.get(pole, pole), tuple(_scope_line(rule, book, language) for rule in book.scope if rule.pole == pole)
        )
        for pole in dict.fromkeys(rule.pole for rule in book.scope)
    ]
    concerns = tuple(
        RuleLine(
            rule.id,
            (_("%(name)s: opinion required") if rule.required else _("%(name)s: opinion asked"))
            % {"name": names.get(rule.pole, rule.pole)},
            words_of(rule.when, book, language),
            rule.because.text(language),
        )
        for rule in book.concerns
    )
    deciding = tuple(
        RuleLine(
            rule.id,
            _("%(name)s decides") % {"name": names.get(rule.pole, rule.pole)},
            words_of(rule.when, book, language),
            rule.because.text(language),
        )
        for rule in book.deciding
    )
    return ShownBook(
        version=book.version,
        sections=(
            *sections,
            *((RuleSection(_("Other disciplines that are concerned"), concerns),) if concerns else ()),
            *((RuleSection(_("Who decides"), deciding),) if deciding else ()),
        ),
        questions=tuple((question.id, question.text.text(language)) for question in book.questions),
    )


def _scope_line(rule: ScopeRule, book: Book, language: str) -> RuleLine:
    says = {Verdict.IN: _("in scope"), Verdict.OUT: _("out of scope"), Verdict.ADVICE: _("after advice")}[rule.verdict]
    more: Words | None = book.group(rule.group).name if rule.group else rule.belongs
    because = f"{rule.because.text(language)} {more.text(language) if more and not rule.group else ''}".strip()
    named = f"{says}: {more.text(language)}" if more and rule.group else says
    return RuleLine(rule.id, named, words_of(rule.when, book, language), because)


def words_of(condition: Condition, book: Book, language: str) -> str:
    """A condition as a sentence, with the answers of its questions in words."""
    match condition:
        case Always():
            return _("always")
        case Poles():
            return _("at least %(number)d disciplines are asked") % {"number": condition.least}
        case Fact():
            return f"{_kinds()[condition.kind]} {_listed(condition.values)}"
        case Answer():
            return _answer(condition, book, language)
        case Not():
            return _("not (%(what)s)") % {"what": words_of(condition.part, book, language)}
        case All() | AnyOf():
            word = _(" and ") if isinstance(condition, All) else _(" or ")
            parts = [words_of(part, book, language) for part in condition.parts]
            return word.join(f"({part})" if len(parts) > 1 and _is_many(each) else part
                             for part, each in zip(parts, condition.parts, strict=True))  # fmt: skip


def _is_many(condition: Condition) -> bool:
    return isinstance(condition, All | AnyOf) and len(condition.parts) > 1


def _answer(condition: Answer, book: Book, language: str) -> str:
    question = book.question(condition.question)
    labels = [choice.label.text(language) for choice in question.choices if choice.value in condition.values]
    return _("“%(question)s” is answered by %(answers)s") % {
        "question": question.text.text(language),
        "answers": _listed(tuple(labels)),
    }


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"“{value}”" for value in values)


def _kinds() -> dict[str, str]:
    return {
        "pole": _("asked is"),
        "type": _("the type is"),
        "acquisition": _("the data come from"),
        "topic": _("the topic is"),
        "word": _("title or keywords say"),
        "variable": _("a variable is"),
        "instrument": _("an instrument is"),
        "organisation": _("an organisation is"),
        "uri": _("a term is"),
    }
