"""Nodes of a form that hold one value: lines, texts, choices, ticks, yes or no, and short lists of words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from repository.forms.codecs import TEXT, Codec
from repository.forms.notes import Place
from repository.forms.posted import Posted, text_of, texts_of
from repository.forms.shown import Control, Option, Shown, Words


class Node(Protocol):
    """A part of a form, at one key of the object that holds it."""

    @property
    def key(self) -> str:
        """The key in the document, and the step in the names of the controls."""

    def takes(self, value: Any) -> bool:
        """Whether the controls can show this value whole; what they cannot show is kept aside untouched."""

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The value that was posted, None where nothing is said. ``old``: what is stored."""

    def show(self, value: Any, place: Place) -> Shown:
        """The controls of a value."""

    def tell(self, value: Any) -> list[str]:
        """The value in words, read-only."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value in one control. ``kind``: text, textarea, select or hidden; ``width``: a hint for the style sheet."""

    key: str
    label: Words = ""
    help: Words = ""
    kind: str = "text"
    codec: Codec = TEXT
    options: tuple[Option, ...] | Callable[[], tuple[Option, ...]] = ()
    optional: bool = False
    inputmode: str = ""
    width: str = ""
    rows: int = 4

    def takes(self, value: Any) -> bool:
        """What can be written in a line."""
        return value is None or self.codec.write(value) is not None

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The value of the text, as its codec reads it."""
        text = text_of(posted, name)
        return self.codec.read(text) if text.strip() else None

    def show(self, value: Any, place: Place) -> Control:
        """The control; a stored value that is not among the options is offered as it is."""
        text = "" if value is None else self.codec.write(value) or ""
        return Control(
            name=place.name,
            kind=self.kind,
            label=self.label,
            value=text,
            help=self.help,
            optional=self.optional,
            options=self._options(text),
            inputmode=self.inputmode,
            width=self.width,
            rows=self.rows,
            said=place.take(),
        )

    def tell(self, value: Any) -> list[str]:
        """The text itself, or the words of the option."""
        text = "" if value is None else self.codec.write(value) or ""
        if not text or self.kind == "hidden":
            return []
        return [str(dict(self._options(text)).get(text, text))]

    def _options(self, value: str) -> tuple[Option, ...]:
        options = self.options() if callable(self.options) else self.options
        if self.kind != "select":
            return ()
        known = any(key == value for key, _words in options)
        return (("", _("Choose")), *options, *(((value, value),) if value and not known else ()))


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick: true, or nothing said."""

    key: str
    label: Words
    help: Words = ""

    def takes(self, value: Any) -> bool:
        """True or nothing."""
        return value is None or value is True

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """True where it is ticked."""
        return True if text_of(posted, name) else None

    def show(self, value: Any, place: Place) -> Control:
        """The box."""
        chosen = frozenset({"on"}) if value is True else frozenset[str]()
        return Control(place.name, "check", self.label, help=self.help, chosen=chosen, said=place.take())

    def tell(self, value: Any) -> list[str]:
        """Its label where it is ticked."""
        return [str(self.label)] if value is True else []


@dataclass(frozen=True, slots=True)
class YesNo:
    """A question with three answers: yes, no, not answered."""

    key: str
    label: Words
    yes: Words
    no: Words
    help: Words = ""

    def takes(self, value: Any) -> bool:
        """A truth value or nothing."""
        return value is None or isinstance(value, bool)

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The answer."""
        return {"yes": True, "no": False}.get(text_of(posted, name))

    def show(self, value: Any, place: Place) -> Control:
        """Two radio buttons."""
        answer = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
        options: tuple[Option, ...] = (("yes", self.yes), ("no", self.no))
        return Control(
            place.name, "radios", self.label, answer, self.help, options=options, chosen=frozenset({answer} - {""}),
            said=place.take(),
        )  # fmt: skip

    def tell(self, value: Any) -> list[str]:
        """The answer in words."""
        return [str(self.yes if value else self.no)] if isinstance(value, bool) else []


@dataclass(frozen=True, slots=True)
class Choices:
    """Any number of boxes to tick: a list of codes."""

    key: str
    label: Words
    options: Callable[[], Sequence[Option]]
    help: Words = ""

    def takes(self, value: Any) -> bool:
        """A list of texts."""
        return value is None or (isinstance(value, list) and all(isinstance(item, str) for item in value))

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The codes ticked, each once."""
        return list(dict.fromkeys(texts_of(posted, name))) or None

    def show(self, value: Any, place: Place) -> Control:
        """The boxes; a stored code that is not offered any more is shown as it is."""
        chosen = value if isinstance(value, list) and self.takes(value) else []
        options = tuple(self.options())
        others = tuple((code, code) for code in dict.fromkeys(chosen) if code not in dict(options))
        return Control(
            place.name, "choices", self.label, help=self.help, options=(*options, *others), chosen=frozenset(chosen),
            said=place.take(),
        )  # fmt: skip

    def tell(self, value: Any) -> list[str]:
        """The words of each code."""
        words = dict(self.options())
        return [str(words.get(code, code)) for code in value] if self.takes(value) and value else []


@dataclass(frozen=True, slots=True)
class WordList:
    """A short list of words in one line, separated by commas."""

    key: str
    label: Words
    help: Words = ""
    optional: bool = False

    def takes(self, value: Any) -> bool:
        """A list of texts without commas."""
        return value is None or (
            isinstance(value, list) and all(isinstance(item, str) and split_words(item) == [item] for item in value)
        )

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The words."""
        return split_words(text_of(posted, name)) or None

    def show(self, value: Any, place: Place) -> Control:
        """One line."""
        text = ", ".join(value) if value and self.takes(value) else ""
        return Control(
            place.name, "text", self.label, text, self.help, optional=self.optional, said=place.take()
        )  # fmt: skip

    def tell(self, value: Any) -> list[str]:
        """The words in one line."""
        return [", ".join(value)] if value and self.takes(value) else []


def split_words(text: str) -> list[str]:
    """Words or phrases separated by commas, semicolons or line ends, each once."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
