"""The text of a mail that is written in HTML only, without what it quotes. Pure; no element and no style is kept."""

import re
from html.parser import HTMLParser
from typing import Final

_APART: Final = frozenset({"style", "script", "head", "title", "blockquote", "template", "svg"})
_LINES: Final = frozenset(
    {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"}
)
_QUOTES: Final = re.compile(
    r"\b(gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|gmail_signature)\b|divRplyFwdMsg"
)
_VOID: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "area", "base", "col", "wbr"})
_MOST: Final = 200_000


def text_of(html: str) -> str:
    """The text, line by line. Of what is not HTML at all, the text as it stands."""
    reader = _Reader()
    reader.feed(html[:_MOST])
    reader.close()
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers text; ``left`` counts the open elements inside one that is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.left = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where an element begins one; nothing from here on where it is left out."""
        if self.left:
            self.left += tag not in _VOID
            return
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if tag not in _VOID and (tag in _APART or _QUOTES.search(marks)):
            self.left = 1
        elif tag == "br" or tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """The end of what was left out, or of a line."""
        if self.left:
            self.left -= tag not in _VOID
        elif tag in _LINES:
            self.said.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As its beginning; it has no end."""
        if not self.left and (tag == "br" or tag in _LINES):
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Text, as on a page: its own line ends are blanks."""
        if not self.left:
            self.said.append(re.sub(r"\s*\n\s*", " ", data))
