"""Lists of layers, rendered once for each language, as long as they are asked for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

_SECTIONS_KEPT: Final = 64
_YEARS_KEPT: Final = 512
_MOULDS_KEPT: Final = 16
_MARK: Final = re.compile(r"\[\[(\w+)\]\]")
_TOLD: Final = (
    "fragment", "date", "begin", "end", "day", "title", "changes_words", "sha256", "url", "changes_url", "manifest_url",
)  # fmt: skip
"""What a line tells of a layer."""
_PAGE: Final = ("kind", "suffix", "subheading", "beds", "years", "layer_count", "fragment")

register = template.Library()


class Line(Protocol):
    """A ``LayerLine`` of `queries/layer_lines.py`."""

    @property
    def fragment(self) -> int:
        """Its number under the DOI."""
        ...

    @property
    def sha256(self) -> str:
        """Of the manifest that sealed it."""
        ...


class Year(Protocol):
    """A ``LayerYear`` of `queries/layer_lines.py`."""

    def __hash__(self) -> int: ...

    @property
    def lines(self) -> Sequence[Line]:
        """Newest first."""
        ...

    @property
    def fragments(self) -> tuple[int, ...]:
        """Of its layers."""
        ...


class Page(Protocol):
    """A ``LandingPage`` of `queries/landing_parts.py`."""

    @property
    def series(self) -> object:
        """All that its list of layers is made of, where that is kept."""
        ...


class _Section:
    """The list of a page; like another one where both are of the same series and stand in the same place."""

    def __init__(self, page: Page) -> None:
        self.shown: dict[str, Any] = {name: getattr(page, name) for name in _PAGE}
        self._told = (page.series, *(self.shown[name] for name in ("kind", "subheading", "fragment")))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Section) and self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)


@register.simple_tag
def layers_section(page: Page) -> SafeString:
    """`{% layers_section page %}`: the part of the page that lists the layers."""
    section = _Section(page)
    return section_text(section) if page.series is not None else section_text.__wrapped__(section)


@lru_cache(_SECTIONS_KEPT)
def section_text(section: _Section) -> SafeString:
    """The part of a page that lists the layers; nothing of what is public of them changes."""
    return render_to_string("repository/_landing_layers.html", {"page": section.shown})


@register.simple_tag
def layer_year(year: Year, current: int | None = None) -> SafeString:
    """`{% layer_year year page.fragment %}`, open where it holds the layer being read."""
    return year_text(year, current if current in year.fragments else None, get_language() or "")


@lru_cache(_YEARS_KEPT)
def year_text(year: Year, current: int | None, language: str) -> SafeString:
    """What is public of a layer never changes."""
    lines = format_html_join("\n", "{}", ((_filled(line, current, language),) for line in year.lines))
    return render_to_string("repository/_layer_year.html", {"year": year, "current": current, "lines": lines})


def _filled(line: Line, current: int | None, language: str) -> SafeString:
    """`_layer_line.html` for one line: for hundreds of them the template is rendered once; their words are put in."""
    pieces = list(_mould(language, is_sealed=bool(line.sha256), is_current=line.fragment == current))
    pieces[1::2] = [escape(getattr(line, name)) for name in pieces[1::2]]
    return mark_safe("".join(pieces))  # noqa: S308 (from a template; what is put in is escaped)


@lru_cache(_MOULDS_KEPT)
def _mould(_language: str, *, is_sealed: bool, is_current: bool) -> tuple[str, ...]:
    """The template of a line, cut where something of the line stands: text and names in turn."""
    marks = {name: f"[[{name}]]" for name in _TOLD if is_sealed or name != "sha256"}
    current = marks["fragment"] if is_current else None
    return tuple(_MARK.split(render_to_string("repository/_layer_line.html", {"line": marks, "current": current})))
