"""The layers of a year as lines that fold: rendered once for each language, as long as they are asked for."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_YEARS_KEPT: Final = 512

register = template.Library()


@register.simple_tag
def layer_year(year: Hashable) -> SafeString:
    """`{% layer_year year %}`: a ``LayerYear`` of `queries/layer_lines.py`. What is public of a layer never changes."""
    return _rendered(year, get_language() or "")


@lru_cache(_YEARS_KEPT)
def _rendered(year: Hashable, _language: str) -> SafeString:
    return render_to_string("repository/_layer_year.html", {"year": year})
