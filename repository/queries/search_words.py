"""What a reader typed, as a question to PostgreSQL's text search: words by their beginning, phrases, words left out."""

import re
from typing import Final
from unicodedata import combining, normalize

MOST_LETTERS: Final = 300
MOST_TERMS: Final = 20

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_DOI_ADDRESS = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:\s*)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def fold(text: str) -> str:
    """Letters without accents, in small letters: how words are kept and how they are asked for."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()


def tsquery(typed: str) -> str:
    """The text of a ``to_tsquery('simple', ...)``; empty where there is no word in what was typed.

    A word matches what begins with it, "words in quotes" stand side by side, -word must not be there; all the rest is
    one word after another, all wanted. Everything is quoted, so that no sign of the query language gets through.
    """
    text = _DOI_ADDRESS.sub("", _UNSEEN.sub(" ", typed[:MOST_LETTERS]))
    terms = []
    for minus, phrase, word in _TERM.findall(text):
        folded = fold(phrase or word)
        if not any(letter.isalnum() for letter in folded):
            continue
        quoted = folded.replace("\\", " ").replace("'", " ")
        terms.append(f"{'!' if minus else ''}'{quoted}'{'' if phrase else ':*'}")
    return " & ".join(terms[:MOST_TERMS])
