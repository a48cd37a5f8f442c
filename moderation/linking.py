"""The text of a remark as HTML: everything escaped, addresses made links, names that call somebody marked."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from moderation.models import Mention

_ADDRESS: Final = re.compile(
    r"\bhttps?://[^\s<>\"'`\\^{|}\u0000-\u0020\u007f-\u00a0\u2028\u2029\u202a-\u202e\u2066-\u2069]+", re.I
)
_TRAILING: Final = ".,;:!?…»”’"
_PAIRS: Final = {")": "(", "]": "["}
_LONGEST: Final = 2000
"""Letters of an address; a longer one stays text."""


def as_html(text: str, mentions: Iterable[Mention] = ()) -> SafeString:
    """The text, escaped, on as many lines as it has; nothing in it becomes an element but links and names.

    Links lead only to `http:` and `https:` addresses that are written out, and say by `rel` that they are strangers'.
    """
    parts: list[str] = []
    end = 0
    for mention in mentions:
        if end <= mention.start < mention.end <= len(text):
            parts += _with_links(text[end : mention.start])
            parts.append(format_html('<b class="called">{}</b>', text[mention.start : mention.end]))
            end = mention.end
    parts += _with_links(text[end:])
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped)


def _with_links(text: str) -> Iterator[str]:
    end = 0
    for found in _ADDRESS.finditer(text):
        address = _without_punctuation(found.group())
        if len(address) > _LONGEST or not re.search(r"://[^/?#]", address):
            continue
        yield escape(text[end : found.start()])
        yield format_html('<a href="{}" rel="nofollow noopener noreferrer ugc">{}</a>', address, address)
        end = found.start() + len(address)
    yield escape(text[end:])


def _without_punctuation(address: str) -> str:
    """An address without the sentence's own signs at its end: a bracket stays where its partner is in it."""
    while address:
        last = address[-1]
        is_alone = last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        if last not in _TRAILING and not is_alone:
            break
        address = address[:-1]
    return address
