"""What the rules said, in the words of a page: disciplines by name, reasons, questions with their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from moderation.models import Opinion
from moderation.rules.book import Book, Verdict
from moderation.rules.conditions import Evidence
from moderation.rules.routing import Reason, RoutingResult
from repository.models import Pole


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One sentence, what of the description it rests on, and where an outsider belongs."""

    sentence: str
    evidence: tuple[str, ...]
    belongs: str


@dataclass(frozen=True, slots=True)
class ShownPole:
    """One discipline: ``mark`` is `in`, `open`, `advice`, `out`, `asked` or `required`; ``words`` says the same."""

    name: str
    mark: str
    words: str
    reasons: tuple[ShownReason, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its choices (value, words), and the answer that was given."""

    id: str
    text: str
    help: str
    options: tuple[tuple[str, str], ...]
    answer: str
    said: str


@dataclass(frozen=True, slots=True)
class ShownRouting:
    """Everything that the rules said. ``book``: the version of the rules."""

    book: int
    poles: tuple[ShownPole, ...]
    advice: tuple[str, ...]
    deciding: str
    deciding_why: str
    questions: tuple[ShownQuestion, ...]

    @property
    def unanswered(self) -> tuple[ShownQuestion, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if not question.answer)


def pole_names() -> dict[str, str]:
    """Code -> name of every discipline, in the reader's language."""
    return {pole.code: pole.name for pole in Pole.objects.all()}


def name_of_party(opinion: Opinion) -> str:
    """Who is asked for an opinion: the discipline, or the group of experts."""
    if not opinion.group:
        return pole_names().get(opinion.pole, opinion.pole)
    return opinion.group_fr if _language().startswith("fr") else opinion.group_en


def shown_routing(result: RoutingResult, answers: Mapping[str, str], book: Book | None = None) -> ShownRouting:
    """A result in words. With its ``book`` the questions are shown too: those open, and those answered."""
    names, language = pole_names(), _language()
    own = [
        ShownPole(
            names.get(each.pole, each.pole),
            each.verdict.value,
            _verdict_words(each.verdict),
            _reasons(each.reasons, language),
            each.pole == result.deciding,
        )
        for each in result.poles
    ]
    others = [
        ShownPole(
            names.get(each.pole, each.pole),
            "required" if each.required else "asked",
            _("its opinion is required") if each.required else _("its opinion is asked"),
            _reasons(each.reasons, language),
            each.pole == result.deciding,
        )
        for each in result.concerns
    ]
    return ShownRouting(
        book=result.book,
        poles=(*own, *others),
        advice=tuple(wanted.name.text(language) for wanted in result.advice),
        deciding=names.get(result.deciding, result.deciding),
        deciding_why=result.deciding_reason.because.text(language),
        questions=_questions(result, answers, book, language) if book else (),
    )


def _questions(
    result: RoutingResult, answers: Mapping[str, str], book: Book, language: str
) -> tuple[ShownQuestion, ...]:
    """Those that are open, and those whose answer a reason rests on, so that it can be changed."""
    used = {kind.removeprefix("answer ") for kind, _text in _all_evidence(result) if kind.startswith("answer ")}
    return tuple(
        ShownQuestion(
            id=question.id,
            text=question.text.text(language),
            help=question.help.text(language) if question.help else "",
            options=tuple((choice.value, choice.label.text(language)) for choice in question.choices),
            answer=answers.get(question.id, ""),
            said=next((c.label.text(language) for c in question.choices if c.value == answers.get(question.id)), ""),
        )
        for question in book.questions
        if question.id in result.questions or question.id in used
    )


def _all_evidence(result: RoutingResult) -> list[Evidence]:
    return [one for reason in result.reasons for one in reason.evidence]


def _reasons(reasons: Sequence[Reason], language: str) -> tuple[ShownReason, ...]:
    return tuple(
        ShownReason(
            sentence=reason.because.text(language),
            evidence=tuple(dict.fromkeys(_evidence_words(*one) for one in reason.evidence if one[0] in _kinds())),
            belongs=reason.belongs.text(language) if reason.belongs else "",
        )
        for reason in reasons
    )


def _evidence_words(kind: str, text: str) -> str:
    return _("%(kind)s “%(text)s”") % {"kind": _kinds()[kind], "text": text[:120]}


def _kinds() -> dict[str, str]:
    return {
        "word": _("the words"),
        "variable": _("the variable"),
        "instrument": _("the instrument"),
        "organisation": _("the organisation"),
        "uri": _("the term"),
    }


def _verdict_words(verdict: Verdict) -> str:
    return {
        Verdict.IN: _("in scope"),
        Verdict.OPEN: _("to be answered"),
        Verdict.ADVICE: _("after advice"),
        Verdict.OUT: _("out of scope"),
    }[verdict]


def _language() -> str:
    return get_language() or "en"
