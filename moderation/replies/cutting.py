"""What somebody wrote in an answer, without what it quotes and without signatures. Pure.

Mail has no mark for "what follows is quoted": these are the habits of the programs that people use, in English and
French. Where in doubt a line stays.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

MARK: Final = "##-"
"""How the line begins below which everything of our own mails stands; it ends with the same letters, turned round."""
LONGEST: Final = 20_000
"""Letters that are kept of one answer."""
_LINES: Final = 5_000
_LONGEST_INTRODUCTION: Final = 600

_QUOTED: Final = re.compile(r"\s{0,3}[>|\u2502]")
_OUR_MARK: Final = re.compile(r"^\s*\*{0,2}##-.{0,200}-##\*{0,2}\s*$")
_SIGNATURE: Final = re.compile(r"^(-- ?|_{20,}|\u2014 ?)$")
_PHONE: Final = re.compile(
    r"^(sent from (my|outlook|mail for|yahoo|proton|gmail)\b.{0,80}|get outlook for .{0,80}"
    r"|envoyé (de|depuis|à partir d[eu’']) ?.{0,80}|télécharger outlook pour .{0,80})$",
    re.I,
)
_BEFORE: Final = re.compile(
    r"^\s*[-_*]{2,}\s*(original message|message d’origine|message d'origine|message original|message initial"
    r"|forwarded message|message transféré|reply message)\s*[-_*]{2,}\s*$",
    re.I,
)
_HEADER: Final = re.compile(
    r"^\s*\*?(from|de|expéditeur|sent|envoyé|date|to|à|pour|cc|subject|objet|sujet)\s?\*?\s?:\*?\s", re.I
)
_FROM: Final = re.compile(r"^\s*\*?(from|de|expéditeur)\s?\*?\s?:\*?\s", re.I)
_WROTE: Final = re.compile(
    r"(on|le|am|el|il|op|den|die)\b.{0,400}(wrote|a écrit|ha scritto|schrieb|escribió|schreef).{0,160}:$", re.I
)
_SOMEBODY_WROTE: Final = re.compile(
    r".{0,200}(<[^<>\s]{1,120}@[^<>\s]{1,120}>|\breply\+\S{1,80}).{0,80}(wrote|a écrit).{0,20}:$", re.I
)


def answer_in(text: str) -> str:
    """What is new in the text of a mail, without blank lines around it; empty where there is nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LINES]
    lines = _before_the_rest(lines)
    lines = _without_quotes(lines)
    lines = _without_signature(lines)
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n ")
    return kept[:LONGEST].strip()


def _before_the_rest(lines: Sequence[str]) -> list[str]:
    """Up to where a mail is carried along without quotation marks, as Outlook does."""
    for number, line in enumerate(lines):
        if _OUR_MARK.match(line) or _BEFORE.match(line):
            return _without_introduction(lines[:number])
        headers = [bool(_HEADER.match(each)) for each in lines[number : number + 4]]
        if _FROM.match(line) and sum(headers) >= 3:
            return list(lines[:number])
    return list(lines)


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Without quoted lines and what introduces them; what is written between quotations stays."""
    kept: list[str] = []
    for before, line in pairwise(["", *lines]):
        if not _is_quoted(line):
            kept.append(line)
        elif not _is_quoted(before):
            kept = _without_introduction(kept)
    return _without_introduction(kept)


def _is_quoted(line: str) -> bool:
    return bool(_QUOTED.match(line))


def _without_introduction(kept: Sequence[str]) -> list[str]:
    """Without a line such as "On Monday, Bob wrote:" at the end, which may be broken over two or three."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    for wrote, longest in ((_WROTE, 3), (_SOMEBODY_WROTE, 2)):
        for start in range(end - 1, max(end - longest, 0) - 1, -1):
            said = " ".join(each.strip() for each in kept[start:end])
            if len(said) <= _LONGEST_INTRODUCTION and said.endswith(":") and wrote.match(said):
                return list(kept[:start])
    return list(kept)


def _without_signature(lines: list[str]) -> list[str]:
    """Up to the line of two dashes (RFC 3676, section 4.3), or to what a telephone says of itself at the end."""
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) and (line.startswith("--") or any(each.strip() for each in lines[:number])):
            return lines[:number]
    while lines and (not lines[-1].strip() or _PHONE.match(lines[-1].strip())):
        lines = lines[:-1]
    return lines


def flowed(text: str, *, deletes_space: bool = False) -> str:
    """Lines that a mail program broke are joined again (RFC 3676, `format=flowed`)."""
    said: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if goes_on and said and not line.startswith(">"):
            said[-1] = (said[-1][:-1] if deletes_space else said[-1]) + line.removeprefix(" ")
        else:
            said.append(line.removeprefix(" "))
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(said)
