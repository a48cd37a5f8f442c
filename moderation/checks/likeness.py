"""What of a submission is there already: the same bytes, the same title, or nearly. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from moderation.checks.submission import Likeness, SubmittedFile
from moderation.sentences import finding
from repository.record.findings import Finding
from repository.vocabularies.words import folded

NEARLY: Final = 0.7
"""Titles that share so much of their letters by three are nearly the same."""

_MOST_TITLES: Final = 3


def alike(files: Sequence[SubmittedFile], likeness: Likeness) -> Iterator[Finding]:
    """The same bytes twice, elsewhere in public or under review, and titles that are taken."""
    seen: dict[str, str] = {}
    for file in files:
        path = ("files", file.path)
        if file.size and file.sha256 in seen:
            yield finding("file-twice", path, name=file.path, other=seen[file.sha256])
        elif file.size and file.sha256 in likeness.files:
            yield finding("file-already-public", path, name=file.path, doi=likeness.files[file.sha256])
        elif file.size and file.sha256 in likeness.in_hand:
            yield finding("file-in-hand-elsewhere", path, name=file.path, doi=likeness.in_hand[file.sha256])
        seen.setdefault(file.sha256, file.path)
    if likeness.title:
        yield finding("title-already-public", ("title",), doi=likeness.title)
    for doi, title in list(likeness.titles.items())[:_MOST_TITLES]:
        if doi != likeness.title:
            yield finding("title-nearly-public", ("title",), doi=doi, title=title)


def nearness(one: str, other: str) -> float:
    """How much two titles share, from 0 to 1: letters by three, words apart, as the index of trigrams counts them.

    >>> nearness("Oxygène dissous, golfe du Lion", "Oxygene dissous : golfe du Lion")
    1.0
    >>> nearness("Oxygen of the Gulf of Lion", "Gravity of the Alps") < 0.3
    True
    """
    first, second = _by_three(one), _by_three(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def differ_by_numbers(one: str, other: str) -> bool:
    """Whether two titles are of one series: the same but for years, numbers of cruises and the like.

    >>> differ_by_numbers("CTD casts of MOOSE-GE 2018", "CTD casts of MOOSE-GE 2019")
    True
    """
    first, second = folded(one), folded(other)
    return first != second and re.sub(r"\d+", "", first) == re.sub(r"\d+", "", second)


def _by_three(text: str) -> set[str]:
    words = [f"  {word} " for word in folded(text).split()]
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}
