"""What a template draws: controls, texts by language, objects and lists of rows. Only values, ready to print."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from repository.forms.notes import Said

WINDOW: Final = 40
"""How many rows of a long list stand on one page."""

Words = str | Promise
Option = tuple[str, Words]


@dataclass(frozen=True, slots=True)
class Control:
    """One control. ``kind``: text, textarea, select, check, radios, choices or hidden. ``chosen``: values ticked.

    ``anchor`` is the id of a group whose name another group has too.
    """

    name: str
    kind: str
    label: Words = ""
    value: str = ""
    help: Words = ""
    optional: bool = False
    options: tuple[Option, ...] = ()
    chosen: frozenset[str] = frozenset()
    rows: int = 4
    lang: str = ""
    inputmode: str = ""
    said: tuple[Said, ...] = ()
    width: str = ""
    anchor: str = ""
    shape: str = "control"

    @property
    def error(self) -> str:
        """The first sentence about a value that is there and wrong."""
        return next((note.sentence for note in self.said if note.severity == "error" and not self._is_gap(note)), "")

    @property
    def gap(self) -> str:
        """The sentence about a value that is not there and has to be."""
        return next((note.sentence for note in self.said if note.severity == "error" and self._is_gap(note)), "")

    @property
    def advice(self) -> tuple[Said, ...]:
        """What is said beyond that."""
        told = (self.error, self.gap)
        return tuple(note for note in self.said if note.severity != "error" or note.sentence not in told)

    def _is_gap(self, note: Said) -> bool:
        return note.is_gap and not self.value and not self.chosen


@dataclass(frozen=True, slots=True)
class Languages:
    """A text in several languages: one control for each, and a fold to add another."""

    name: str
    label: Words
    help: Words
    optional: bool
    controls: tuple[Control, ...]
    other: tuple[Control, ...]
    said: tuple[Said, ...] = ()
    shape: str = "languages"


@dataclass(frozen=True, slots=True)
class Parts:
    """An object: its controls side by side; rare ones ``folded`` under some words, open where they say something."""

    name: str
    label: Words
    parts: tuple["Shown", ...]
    said: tuple[Said, ...] = ()
    folded: tuple["Shown", ...] = ()
    fold_words: Words = ""
    is_open: bool = False
    shape: str = "parts"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list. ``hidden``: names and values that travel unseen; ``is_offered``: stored nowhere yet.

    One that came from a vocabulary is folded under ``fold_words``, open where something is said about it.
    """

    name: str
    number: int
    summary: str
    parts: tuple["Shown", ...]
    hidden: tuple[tuple[str, str], ...]
    is_first: bool
    is_last: bool
    is_offered: bool = False
    said: tuple[Said, ...] = ()
    fold_words: str = ""
    is_open: bool = False
    finder: "Finder | None" = None
    """The box that fills this row: it asks for the words that stand in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concept or an agent that was found. ``value``: the entry of a record it becomes; ``lang``: of the label."""

    value: str
    label: str
    lang: str
    matched: str
    scheme: str
    definition: str
    definition_lang: str
    path: str
    uri: str


@dataclass(frozen=True, slots=True)
class Finder:
    """The box of a list that searches the vocabularies of ``box``; ``found``: what it found without script.

    Of a row, ``of`` is the control whose words it asks for; ``note``: what has to be said about the answer.
    """

    name: str
    box: str
    words: str = ""
    found: tuple[Found, ...] = ()
    is_asked: bool = False
    of: str = ""
    note: str = ""

    @property
    def is_of_agents(self) -> bool:
        """Whether it looks for people, organisations or funders rather than for concepts."""
        return self.box in ("parties", "people", "organisations", "funders")


@dataclass(frozen=True, slots=True)
class RowList:
    """A list of entries, or a page of it. ``adds``: what can be added, as (value of the button, words)."""

    name: str
    label: Words
    item: Words
    help: Words
    rows: tuple[Row, ...]
    adds: tuple[Option, ...]
    total: int
    start: int
    ordered: bool
    optional: bool
    quick: tuple[Control, ...] = ()
    said: tuple[Said, ...] = ()
    finder: Finder | None = None
    shape: str = "rows"

    @property
    def end(self) -> int:
        """One past the last row shown."""
        return self.start + len(self.rows)

    @property
    def before(self) -> int:
        """The first row of the page before."""
        return max(self.start - WINDOW, 0)

    @property
    def is_part(self) -> bool:
        """Whether other rows are on other pages."""
        return len(self.rows) < self.total


Shown = Control | Languages | Parts | RowList


@dataclass(frozen=True, slots=True)
class Section:
    """One field of the record on a step's page. ``origin``: ``own``, or ``deposit``, and then ``told`` says it.

    ``mark`` and ``base`` travel with the form: a mark of what is stored, and how the controls read when drawn.
    """

    field: str
    title: Words
    shown: Shown | None
    origin: str
    told: tuple[str, ...] = ()
    mark: str = ""
    base: str = ""
    is_folded: bool = False
    may_share: bool = False
    may_drop: bool = False
    said: tuple[Said, ...] = ()
