"""The words of CQL and CQL2 text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from harvest.records.refused import MOST_LETTERS, FilterRefused, check_text


class Sort(StrEnum):
    """What a word is."""

    TEXT = "text"
    NAME = "name"
    QUOTED = "quoted"
    TIME = "time"
    NUMBER = "number"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: what it is, what it says, and where it stands (from 1)."""

    sort: Sort
    text: str
    place: int

    def is_word(self, word: str) -> bool:
        """Whether it is this word of the language, in any letters."""
        return self.sort is Sort.NAME and self.text.upper() == word


_WORD: Final = re.compile(
    r"""\s*(?:
      (?P<text>'(?:\\'|''|[^'])*')
    | (?P<quoted>"[^"]+")
    | (?P<time>\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?(?![\w.]))
    | (?P<number>[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?(?![\w.]))
    | (?P<name>DOES-NOT-EXIST|[A-Za-z_][\w:.]*(?:/[A-Za-z_][\w:.]*)*)
    | (?P<sign><>|!=|<=|>=|[=<>(),;/\[\]+*-])
    )""",
    re.VERBOSE | re.ASCII,
)


def tokens_of(text: str) -> Iterator[Token]:
    """The words of a filter, then one that says it ends. Raises FilterRefused."""
    check_text(text, MOST_LETTERS)
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _WORD.match(text, place)
        if found is None or found.lastgroup is None:
            raise FilterRefused(f"Nothing of the language begins at letter {place + 1}: {text[place : place + 20]!r}.")
        yield Token(Sort(found.lastgroup), _said(found), found.start(found.lastgroup) + 1)
        place = found.end()
    yield Token(Sort.END, "", len(text) + 1)


def _said(found: re.Match[str]) -> str:
    said = found[0].strip()
    if found.lastgroup == "text":
        return said[1:-1].replace("''", "'").replace("\\'", "'")
    return said[1:-1] if found.lastgroup == "quoted" else said
