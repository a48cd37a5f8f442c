"""Reading a rule book from JSON: every fault is told at once, with its place. Pure."""

import json
import re
from collections.abc import Collection
from typing import Any, Final

from moderation.rules.book import Book, Choice, ConcernRule, DecidingRule, Group, Question, ScopeRule, Verdict, Words
from moderation.rules.conditions import answers_of, poles_of
from moderation.rules.faults import BookRefused, Fault
from moderation.rules.reading_conditions import read_condition

LONGEST: Final = 400_000
SENTENCE: Final = 1_000
ROWS: Final = 300
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")
_PARTS: Final = ("questions", "groups", "scope", "concerns", "deciding")
_YES_NO: Final = (
    Choice("yes", Words("Yes", "Oui")),
    Choice("no", Words("No", "Non")),
)


def parse_book(text: str, *, poles: Collection[str] | None = None, version: int = 1) -> Book:
    """The book that a JSON text holds; with ``poles`` it may name no other discipline. Raises ``BookRefused``."""
    if len(text) > LONGEST:
        raise BookRefused((Fault("", "too-long", str(LONGEST)),))
    try:
        document = json.loads(text, object_pairs_hook=_once)
        _refuse_unprintable(document)
    except (ValueError, RecursionError) as error:
        raise BookRefused((Fault("", "not-json", str(error)[:200]),)) from error
    return read_book(document, poles=poles, version=version)


def read_book(document: Any, *, poles: Collection[str] | None = None, version: int = 1) -> Book:
    """The book of a document. Raises ``BookRefused``."""
    reader = _Reader()
    book = reader.book(document, version)
    faults = [*reader.faults, *([] if reader.faults else _loose_ends(book, poles))]
    if faults:
        raise BookRefused(tuple(faults[:100]))
    return book


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two rules under one key the first would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _refuse_unprintable(document: Any) -> None:
    """Half characters and nothing characters can be written in JSON, and be kept nowhere."""
    whole = json.dumps(document, ensure_ascii=False)
    whole.encode()
    if "\\u0000" in whole:
        raise ValueError("a text holds the character U+0000")


class _Reader:
    """Reads one document and gathers what is wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def book(self, document: Any, version: int) -> Book:
        """The book; where faults were found it is not to be used."""
        whole = self.object(document, "", (*_PARTS, "otherwise"), needs=("scope", "otherwise"))
        otherwise = self.object(whole.get("otherwise"), "otherwise", ("in", "open", "deciding"), whole_needed=True)
        rows = {part: self.rows(whole.get(part), part) for part in _PARTS}
        for part in _PARTS:
            self.once([str(row.get("id")) for _path, row in rows[part]], part)
        return Book(
            questions=tuple(self.question(path, row) for path, row in rows["questions"]),
            groups=tuple(self.group(path, row) for path, row in rows["groups"]),
            scope=tuple(self.scope(path, row) for path, row in rows["scope"]),
            concerns=tuple(self.concern(path, row) for path, row in rows["concerns"]),
            deciding=tuple(self.deciding(path, row) for path, row in rows["deciding"]),
            otherwise_in=self.words(otherwise.get("in"), "otherwise/in"),
            otherwise_open=self.words(otherwise.get("open"), "otherwise/open"),
            otherwise_deciding=self.words(otherwise.get("deciding"), "otherwise/deciding"),
            version=version,
        )

    def question(self, path: str, row: dict[str, Any]) -> Question:
        """One question; yes or no where it names no choices."""
        row = self.object(row, path, ("id", "text", "help", "choices"), needs=("id", "text"))
        choices = _YES_NO if "choices" not in row else self.choices(row["choices"], f"{path}/choices")
        told = self.words(row["help"], f"{path}/help") if "help" in row else None
        return Question(self.slug(row, path, "id"), self.words(row.get("text"), f"{path}/text"), choices, told)

    def choices(self, value: Any, path: str) -> tuple[Choice, ...]:
        """The answers of a question."""
        rows = self.rows(value, path, needed=True)
        self.once([str(row.get("value")) for _path, row in rows], path)
        found = []
        for here, row in rows:
            whole = self.object(row, here, ("value", "label"), whole_needed=True)
            found.append(Choice(self.slug(whole, here, "value"), self.words(whole.get("label"), f"{here}/label")))
        return tuple(found)

    def group(self, path: str, row: dict[str, Any]) -> Group:
        """One group of experts."""
        row = self.object(row, path, ("id", "name"), whole_needed=True)
        return Group(self.slug(row, path, "id"), self.words(row.get("name"), f"{path}/name"))

    def scope(self, path: str, row: dict[str, Any]) -> ScopeRule:
        """One rule of scope."""
        needs = ("id", "pole", "when", "then", "because")
        row = self.object(row, path, (*needs, "belongs", "group"), needs=needs)
        then = row.get("then")
        if then not in ("in", "out", "advice"):
            self.faults.append(Fault(f"{path}/then", "no-verdict"))
            then = "in"
        if then == "out" and "belongs" not in row:
            self.faults.append(Fault(path, "belongs-missing"))
        if (then == "advice") != ("group" in row):
            self.faults.append(Fault(path, "group-missing" if then == "advice" else "unknown", "group"))
        return ScopeRule(
            *self.head(path, row),
            verdict=Verdict(then),
            because=self.words(row.get("because"), f"{path}/because"),
            belongs=self.words(row["belongs"], f"{path}/belongs") if "belongs" in row else None,
            group=self.slug(row, path, "group") if "group" in row else "",
        )

    def concern(self, path: str, row: dict[str, Any]) -> ConcernRule:
        """One rule of concern."""
        needs = ("id", "pole", "when", "because")
        row = self.object(row, path, (*needs, "required"), needs=needs)
        if row.get("required", True) is not True:
            self.faults.append(Fault(f"{path}/required", "not-flag"))
        because = self.words(row.get("because"), f"{path}/because")
        return ConcernRule(*self.head(path, row), required="required" in row, because=because)

    def deciding(self, path: str, row: dict[str, Any]) -> DecidingRule:
        """One rule of who decides."""
        row = self.object(row, path, ("id", "pole", "when", "because"), whole_needed=True)
        return DecidingRule(*self.head(path, row), because=self.words(row.get("because"), f"{path}/because"))

    def head(self, path: str, row: dict[str, Any]) -> tuple[str, str, Any]:
        """What every rule begins with: its name, its discipline, its condition."""
        when = read_condition(row.get("when"), f"{path}/when", self.faults.append)
        return self.slug(row, path, "id"), self.slug(row, path, "pole"), when

    def object(
        self,
        value: Any,
        path: str,
        known: tuple[str, ...],
        *,
        needs: tuple[str, ...] = (),
        whole_needed: bool = False,
    ) -> dict[str, Any]:
        """An object with no other keys than these."""
        if not isinstance(value, dict):
            self.faults.append(Fault(path, "not-object"))
            return {}
        self.faults += [Fault(path, "unknown", str(key)[:80]) for key in value if key not in known]
        self.faults += [Fault(path, "missing", key) for key in (known if whole_needed else needs) if key not in value]
        return value

    def rows(self, value: Any, path: str, *, needed: bool = False) -> list[tuple[str, dict[str, Any]]]:
        """The entries of a list with their places; one that is not there is empty."""
        if value is None and not needed:
            return []
        if not isinstance(value, list) or (not value and needed):
            self.faults.append(Fault(path, "not-list"))
            return []
        if len(value) > ROWS:
            self.faults.append(Fault(path, "too-many", str(ROWS)))
            return []
        self.faults += [
            Fault(f"{path}/{at}", "not-object") for at, row in enumerate(value) if not isinstance(row, dict)
        ]
        return [(f"{path}/{at}", row) for at, row in enumerate(value) if isinstance(row, dict)]

    def words(self, value: Any, path: str) -> Words:
        """A sentence in both languages."""
        whole = self.object(value, path, ("en", "fr"), whole_needed=True)
        for language, text in whole.items():
            if not isinstance(text, str) or not 0 < len(text.strip()) <= SENTENCE:
                self.faults.append(Fault(f"{path}/{language}", "not-text", str(SENTENCE)))
        return Words(str(whole.get("en", "")), str(whole.get("fr", "")))

    def slug(self, row: dict[str, Any], path: str, key: str) -> str:
        """A name."""
        value = row.get(key)
        if key in row and not (isinstance(value, str) and _SLUG.fullmatch(value)):
            self.faults.append(Fault(f"{path}/{key}", "not-slug"))
        return value if isinstance(value, str) else ""

    def once(self, names: list[str], path: str) -> None:
        """Names that stand twice."""
        twice = {name for name in names if names.count(name) > 1}
        self.faults += [Fault(path, "twice", name[:80]) for name in sorted(twice)]


def _loose_ends(book: Book, poles: Collection[str] | None) -> list[Fault]:
    """What a rule names and the book does not hold, and questions and groups that nothing asks for."""
    questions = {question.id: question.values for question in book.questions}
    groups = {group.id for group in book.groups}
    faults, asked = [], set()
    for part, rules in (("scope", book.scope), ("concerns", book.concerns), ("deciding", book.deciding)):
        for rule in rules:
            here = f"{part}/{rule.id}"
            for answer in answers_of(rule.when):
                asked.add(answer.question)
                if answer.question not in questions:
                    faults.append(Fault(here, "no-question", answer.question[:80]))
                    continue
                faults += [
                    Fault(here, "no-choice", value[:80])
                    for value in answer.values
                    if value not in questions[answer.question]
                ]
            if poles is not None:
                named = {rule.pole, *poles_of(rule.when)}
                faults += [Fault(here, "no-pole", pole[:80]) for pole in sorted(named - set(poles))]
    wanted = {rule.group for rule in book.scope if rule.group}
    faults += [Fault("scope", "no-group", name) for name in sorted(wanted - groups)]
    faults += [Fault("questions", "unused", name) for name in sorted(set(questions) - asked)]
    faults += [Fault("groups", "unused", name) for name in sorted(groups - wanted)]
    return faults
