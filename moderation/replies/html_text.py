"""The text of a mail that is written in HTML only, without what it quotes. Pure; no element and no style is kept."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

_APART: Final = frozenset(["style", "script", "head", "title", "blockquote", "template", "svg", "object"])
_LINES: Final = frozenset(
    ["p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "br"]
)
_QUOTES: Final = re.compile(
    r"\b(gmail_quote|gmail_signature|yahoo_quoted|moz-cite-prefix|protonmail_quote)\b|divRplyFwdMsg"
)
_MOST: Final = 500_000


def text_of(html: str) -> str:
    """The text, line by line. Of what is not HTML at all, the text as it stands."""
    reader = _Reader()
    target: Any = reader  # lxml asks for no more methods than these
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        parser.feed(html[:_MOST].encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:
        pass  # it is nested too deeply, or nothing at all: what was read until then is what there is
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader:
    """Gathers text; ``left`` counts the open elements inside one that is left out."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.left = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A new line where an element begins one; nothing from here on where it is left out."""
        marks = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if self.left or tag in _APART or _QUOTES.search(marks):
            self.left += 1
        elif tag in _LINES:
            self.said.append("\n")

    def end(self, tag: str) -> None:
        """The end of what was left out, or of a line."""
        if self.left:
            self.left -= 1
        elif tag in _LINES and tag != "br":
            self.said.append("\n")

    def data(self, text: str) -> None:
        """Text, as on a page: its own line ends are blanks."""
        if not self.left:
            self.said.append(re.sub(r"\s*\n\s*", " ", text))

    def close(self) -> None:
        """Nothing is left to do."""
