"""Light marks (CommonMark, tables) to HTML that is safe in a page: nothing raw, no picture, no style. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Any, Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

MOST: Final = 100_000
"""The longest text, in characters."""
_SCHEMES: Final = frozenset({"", "http", "https", "mailto"})
_DEEPEST: Final = 4


def render(text: str, *, top: int = 2) -> str:
    """The HTML of a text. Its first level of headings becomes ``<h{top}>``, each with an ``id`` to link to.

    With ``top`` 2 the text is a page: everything under a heading lies in a ``<section>`` that it names.
    """
    tokens = _MARKDOWN.parse(text[:MOST])
    _lower_headings(tokens, top)
    _label_cells(tokens)
    return _sectioned(tokens) if top == 2 else _html(tokens)


def _leads_to_a_page(address: str) -> bool:
    """Whether a link leads to a page or a mail address; anything that a browser would run is no link."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _scrolled(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A block of code, which can be scrolled with the keyboard."""
    return f'<pre tabindex="0"><code>{_escaped(tokens[index].content)}</code></pre>\n'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").disable("image")
    reader.validateLink = _leads_to_a_page  # type: ignore[method-assign, assignment]
    for kind in ("fence", "code_block"):
        reader.add_render_rule(kind, _scrolled)
    return reader


_MARKDOWN: Final = _reader()


def _html(tokens: Sequence[Token]) -> str:
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def _lower_headings(tokens: Sequence[Token], top: int) -> None:
    """Headings begin at ``top``, go down by one at most, and no further than the fourth; those of a page get an id."""
    used: set[str] = set()
    first = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    level = top - 1
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open":
            level = min(int(token.tag[1]) - first + top, level + 1, _DEEPEST)
            token.tag = f"h{level}"
            if top == 2 and following is not None:
                token.attrSet("id", _anchor(following.content, used))
        elif token.type == "heading_close":
            token.tag = f"h{level}"


def _anchor(heading: str, used: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "part"
    number, anchor = 1, base
    while anchor in used or anchor in {"main", "id"}:
        number += 1
        anchor = f"{base}-{number}"
    used.add(anchor)
    return anchor


def _label_cells(tokens: Sequence[Token]) -> None:
    """Tables in the look of the site: no style of their own, and on a phone every cell says what it is."""
    heads: list[str] = []
    column = 0
    for token, following in zip_longest(tokens, tokens[1:]):
        words = following.content if following is not None else ""
        if token.type == "table_open":
            token.attrSet("class", "table table--cards")
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
            heads.append(words)
        elif token.type == "td_open":
            token.attrs = {"data-label": f"{heads[column]} –"} if column and column < len(heads) else {}
            column += 1


def _sectioned(tokens: Sequence[Token]) -> str:
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    starts = [index for index in starts if tokens[index].level == 0]
    before = list(tokens[: starts[0]] if starts else tokens)
    parts = [f"<section>\n{_html(before)}</section>\n"] if before else []
    for start, end in pairwise([*starts, len(tokens)]):
        parts.append(
            f'<section aria-labelledby="{tokens[start].attrGet("id")}">\n{_html(tokens[start:end])}</section>\n'
        )
    return "".join(parts)
