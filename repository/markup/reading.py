"""From the HTML of one of our own pages back to light marks, so that an operator begins with what is there. Pure.

Only the elements that our templates use are known; of anything else the words are kept.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import html

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|])")
_LEADING: Final = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s|$)")
_SKIPPED: Final = frozenset({"nav", "svg", "script", "style", "h1"})


def read(page: str) -> str:
    """The light marks of the ``<article>`` of a page, without its ``<h1>``; nothing where there is none."""
    found = html.document_fromstring(page).xpath("//article")
    if not found:
        return ""
    return "\n\n".join(block for block in _blocks(found[0]) if block.strip()) + "\n"


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        write = _WRITERS.get(element.tag)
        if write is not None:
            yield write(element)
        elif element.tag in ("section", "header", "div", "article", "details"):
            yield from _blocks(element)
        else:
            yield _paragraph(element)


def _paragraph(element: Any) -> str:
    return _LEADING.sub(r"\1\\\2", _inline(element))


def _heading(element: Any) -> str:
    return f"{'#' * (int(element.tag[1]) - 1)} {_inline(element)}"


def _list(element: Any) -> str:
    ordered = element.tag == "ol"
    rows = [_item(row) for row in element if row.tag == "li"]
    return "\n".join(f"{f'{number}.' if ordered else '-'} {row}" for number, row in enumerate(rows, start=1))


def _item(element: Any) -> str:
    """One line; a name in bold and the text that the page sets under it are told apart by a colon."""
    first = next(iter(element), None)
    if first is not None and first.tag == "b" and len(element) == 2 and not (first.tail or "").strip():
        return f"**{_inline(first)}**: {_inline(element[1])}"
    return _LEADING.sub(r"\1\\\2", _inline(element))


def _facts(element: Any) -> str:
    lines, name = [], ""
    for each in element:
        if each.tag == "dt":
            name = _inline(each)
        else:
            lines.append(f"- **{name}**: {_inline(each)}")
    return "\n".join(lines)


def _table(element: Any) -> str:
    rows = [[_inline(cell) for cell in row.xpath("./th|./td")] for row in element.iter("tr")]
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])


def _code(element: Any) -> str:
    return f"```\n{element.text_content()}\n```"


_WRITERS: Final[dict[str, Callable[[Any], str]]] = {
    "p": _paragraph,
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "ul": _list,
    "ol": _list,
    "dl": _facts,
    "table": _table,
    "pre": _code,
}


def _inline(element: Any) -> str:
    parts = [_words(element.text)]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            parts.append(_marked(child))
        parts.append(_words(child.tail))
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip(" ")


def _marked(element: Any) -> str:
    words = _inline(element)
    match element.tag:
        case "b" | "strong" if words:
            marked = f"**{words}**"
        case "i" | "em" if words:
            marked = f"*{words}*"
        case "code" if words:
            marked = f"`{element.text_content()}`"
        case "a" if words:
            marked = f" [{words}]({element.get('href', '')}) "
        case _:
            marked = f" {words} "
    return marked


def _words(text: str | None) -> str:
    return _SPECIAL.sub(r"\\\1", text or "")
