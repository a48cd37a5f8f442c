"""The layers of a year as lines that fold: rendered once for each language, as long as they are asked for."""

from functools import lru_cache
from typing import Final, Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_YEARS_KEPT: Final = 512

register = template.Library()


class Year(Protocol):
    """A ``LayerYear`` of `queries/layer_lines.py`."""

    def __hash__(self) -> int: ...

    @property
    def fragments(self) -> tuple[int, ...]:
        """Of its layers."""
        ...


@register.simple_tag
def layer_year(year: Year, current: int | None = None) -> SafeString:
    """`{% layer_year year page.fragment %}`, open where it holds the layer being read."""
    return _rendered(year, current if current in year.fragments else None, get_language() or "")


@lru_cache(_YEARS_KEPT)
def _rendered(year: Year, current: int | None, _language: str) -> SafeString:
    """What is public of a layer never changes."""
    return render_to_string("repository/_layer_year.html", {"year": year, "current": current})
