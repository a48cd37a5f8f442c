"""`{% load sources %}`: where a value was read, with the names inside a file set as code."""

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def coded(words: object) -> SafeString:
    """``attribute `title` `` with what stands between backticks as code; everything else is text.

    >>> str(coded("attribute `<b>`"))
    'attribute <code>&lt;b&gt;</code>'
    """
    parts = str(words).split("`")
    if len(parts) % 2 == 0:
        return conditional_escape(str(words))
    marks = (("<code>", "</code>") if at % 2 else ("", "") for at in range(len(parts)))
    return format_html_join("", "{}{}{}", ((_tag(a), part, _tag(z)) for part, (a, z) in zip(parts, marks, strict=True)))


def _tag(text: str) -> SafeString:
    return SafeString(text)
