"""Lines of text compared word by word, as people mark a correction: kept, added, removed. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

SAME: Final = "same"
ADDED: Final = "ins"
REMOVED: Final = "del"

MOST_TOKENS: Final = 2_500
"""Words compared one by one; a longer text is compared by sentences, and a still longer one as a whole."""
LEAST_ALIKE: Final = 0.35
"""Under this share of common words two lines are shown one after the other, not word by word."""

_WORDS: Final = re.compile(r"\s+|\d+(?:[.,:-]\d+)*(?!\w)|\w+|[^\w\s]")
_SENTENCES: Final = re.compile(r".+?(?:[.!?;]\s+|\n+|$)", re.DOTALL)


class Line(NamedTuple):
    """A line of a field: its text, the language it is in, and a few words before it (such as a language's name)."""

    text: str
    language: str = ""
    label: str = ""


class Run(NamedTuple):
    """A piece of a line: kept (`same`), added (`ins`) or removed (`del`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line with its pieces in reading order."""

    runs: tuple[Run, ...]
    language: str = ""
    label: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything in it was added or removed."""
        return any(run.kind != SAME for run in self.runs)


def compare_lines(before: Sequence[Line], after: Sequence[Line]) -> tuple[ComparedLine, ...]:
    """The newer lines with what was added and removed since the older ones, in the newer order."""
    return tuple(_compared(before, after))


def unchanged(lines: Sequence[Line]) -> tuple[ComparedLine, ...]:
    """The lines as they stand, compared with nothing."""
    return tuple(_whole(SAME, line) for line in lines)


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """One text with the words added and removed since another."""
    old, new = _tokens(before, after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return Run(REMOVED, before), Run(ADDED, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return tuple(run for run in (Run(REMOVED, before), Run(ADDED, after)) if run.text)
    return tuple(_merged(_runs(matcher, old, new)))


def _compared(before: Sequence[Line], after: Sequence[Line]) -> Iterator[ComparedLine]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old, old_end, new, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from unchanged(after[new:new_end])
            continue
        paired = min(old_end - old, new_end - new)
        for step in range(paired):
            line = after[new + step]
            yield ComparedLine(compare_words(before[old + step].text, line.text), line.language, line.label)
        yield from (_whole(REMOVED, line) for line in before[old + paired : old_end])
        yield from (_whole(ADDED, line) for line in after[new + paired : new_end])


def _whole(kind: str, line: Line) -> ComparedLine:
    return ComparedLine((Run(kind, line.text),), line.language, line.label)


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) <= MOST_TOKENS:
        return old, new
    return _SENTENCES.findall(before), _SENTENCES.findall(after)


def _runs(matcher: "SequenceMatcher[str]", old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    for tag, begin, end, new_begin, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Run(SAME, "".join(new[new_begin:new_end]))
            continue
        if end > begin:
            yield Run(REMOVED, "".join(old[begin:end]))
        if new_end > new_begin:
            yield Run(ADDED, "".join(new[new_begin:new_end]))


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """A blank between two changes is part of both, so that a rewritten phrase reads as one correction."""
    removed = added = ""
    blank = ""
    for kind, text in runs:
        if kind == SAME and text.strip():
            yield from _pair(removed, added)
            yield Run(SAME, blank + text)
            removed = added = blank = ""
        elif kind == SAME:
            blank = text
        elif kind == REMOVED:
            removed, blank, added = removed + blank + text, "", added + blank
        else:
            added, blank, removed = added + blank + text, "", removed + blank
    yield from _pair(removed, added)
    if blank:
        yield Run(SAME, blank)


def _pair(removed: str, added: str) -> Iterator[Run]:
    """What was removed, then what was added; the blanks around what was added are nobody's change."""
    word = added.strip()
    begin, _, end = added.partition(word) if word else (added, "", "")
    if begin:
        yield Run(SAME, begin)
    if removed.strip():
        yield Run(REMOVED, removed.strip() if word else removed.rstrip())
    if word:
        yield Run(ADDED, word)
    if end:
        yield Run(SAME, end)
