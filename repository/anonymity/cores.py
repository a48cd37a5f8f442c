"""The shortest bytes by which a name can be noticed in a file, in the ways in which programs write names."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from repository.anonymity.expressions import fold
from repository.anonymity.names import Human, Known

LEAST: Final = 4
"""Letters that are searched for: fewer stand in every file by chance."""

_ENCODINGS: Final = ("utf-8", "latin-1", "cp850", "mac-roman", "gb18030", "shift-jis")
_LETTERS: Final = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True, slots=True)
class Cores:
    """What is searched for: in bytes of small letters, and, of base64, in bytes as they are."""

    small: tuple[bytes, ...]
    encoded: tuple[bytes, ...]

    @property
    def count(self) -> int:
        """How often each byte is looked at."""
        return len(self.small) + len(self.encoded)


def cores_of(known: Known) -> Cores:
    """What to search a file for. What is found so is then looked at with care by a ``Seeker``."""
    texts = set(_texts(known))
    small = {spelling for text in texts for spelling in _spellings(text)}
    plain = {each for human in known.humans for each in (human.family, human.family.upper())} | {*known.identifiers}
    encoded = {part for text in plain for part in _in_base64(text)}
    return Cores(tuple(sorted(_shortest(small))), tuple(sorted(encoded)))


def _texts(known: Known) -> Iterator[str]:
    for human in known.humans:
        yield from _texts_of(human)
    for name in (*known.phrases, *known.identifiers):
        words = re.findall(r"[^\W_]+", name)
        for between in (" ", "-", "_", ""):
            text = between.join(words)
            if len(text) >= LEAST:
                yield text
        yield name


def _texts_of(human: Human) -> Iterator[str]:
    """The longest word of the family name; of a short one all ways to write it with the given names."""
    words = sorted(re.findall(r"[^\W\d_]+", human.family), key=len, reverse=True)
    if words and (len(words[0]) >= LEAST or not words[0].isascii()):
        yield words[0]
        return
    family, given = human.family.strip(), human.given.strip()
    if not family or not given:
        return
    for between in (" ", ", ", "_", "-", ".", ""):
        for text in (f"{family}{between}{given}", f"{given}{between}{family}"):
            if len(text) >= LEAST:
                yield text
    yield f"{given[0]}. {family}"
    yield f"{family}, {given[0]}"


def _spellings(text: str) -> Iterator[bytes]:
    """Small letters in each encoding; of a name with accents also without them, and the part that no escape changes."""
    folded = fold(text)
    yield folded.encode("utf-8", "replace")
    yield _wide(folded)
    if text.isascii():
        return
    for case in {text.lower(), text.upper(), text}:
        yield _wide(case)
        for encoding in _ENCODINGS:
            try:
                yield case.encode(encoding).lower()
            except UnicodeEncodeError:
                continue
    runs = _LETTERS.findall(text)
    if runs:
        yield max(runs, key=len).lower().encode()


def _wide(text: str) -> bytes:
    """Two bytes a letter, as Windows writes: what both orders of the bytes have in common."""
    raw = text.encode("utf-16-le", "replace").lower()
    return raw.rstrip(b"\0")


def _shortest(spellings: set[bytes]) -> Iterator[bytes]:
    """Those that are no longer form of another."""
    long_enough = [each for each in spellings if len(each) >= LEAST - 1]
    strong = [each for each in long_enough if len(each) >= LEAST]
    for each in long_enough:
        if not any(other != each and other in each for other in strong):
            yield each


def _in_base64(text: str) -> Iterator[bytes]:
    """The letters that base64 gives whatever stands before and behind, at each of its three positions."""
    raw = text.encode("utf-8", "replace")
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        first = -(-before * 8 // 6)
        last = (before + len(raw)) * 8 // 6
        if last - first >= LEAST + 2:
            yield whole[first:last]
