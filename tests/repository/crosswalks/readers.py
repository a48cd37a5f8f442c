"""Readers of BibTeX and RIS made for the tests: they take what the format's own rules take, and undo its escapes."""

import re
from typing import Final

_FIELD = re.compile(r"\s*(\w+)\s*=\s*")
_UNDO: Final = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\{": "{", r"\}": "}", r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_", r"\%": "%",
}  # fmt: skip
_ESCAPE = re.compile("|".join(re.escape(command) for command in _UNDO))


def read_bibtex(text: str) -> tuple[str, dict[str, str]]:
    """Key and fields of the one entry; a field is what lies between its outer braces, or a macro."""
    head = re.match(r"@misc\{([a-z0-9_]+),", text)
    assert head
    fields: dict[str, str] = {}
    at = head.end()
    while match := _FIELD.match(text, at):
        start = match.end()
        end = _closing(text, start) if text[start] == "{" else re.compile(r"[\n,]").search(text, start).start()  # type: ignore[union-attr]
        fields[match[1]] = text[start + 1 : end - 1] if text[start] == "{" else text[start:end]
        at = end + 1
    assert text[at - 1 :].strip() == "}"
    return head[1], fields


def authors(field: str) -> list[str]:
    """The names of an author field: split at every `and` outside braces."""
    names, depth, begin = [], 0, 0
    for match in re.finditer(r"[{}]|\sand\s", field):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0:
            names.append(field[begin : match.start()])
            begin = match.end()
    return [*names, field[begin:]] if field else []


def from_latex(text: str) -> str:
    """Plain text again."""
    return _ESCAPE.sub(lambda match: _UNDO[match[0]], text)


def read_ris(body: bytes) -> list[tuple[str, str]]:
    """Tags and values of the one reference: every line ends by CRLF and has the tag's six characters."""
    text = body.decode("utf-8")
    assert text.endswith("ER  - \r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines)
    return [(line[:2], line[6:]) for line in lines]


def _closing(text: str, start: int) -> int:
    """Where the brace that opens at `start` is closed; BibTeX counts every brace."""
    depth = 0
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    raise AssertionError("a brace is never closed")
