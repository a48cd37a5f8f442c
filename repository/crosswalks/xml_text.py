"""Writing XML as text, without building a tree: escaping, elements, and addresses that xs:anyURI accepts."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]")

_SUB: Final = r"A-Za-z0-9\-._~!$&'()*+,;="
_PCT: Final = "%[0-9A-Fa-f]{2}"
_CHARACTER: Final = rf"(?:[{_SUB}:@]|{_PCT})"
_AUTHORITY: Final = (
    rf"(?:(?:[{_SUB}:]|{_PCT})*@)?(?:\[[0-9A-Fa-f]*:[0-9A-Fa-f:.]+\]|(?:[{_SUB}]|{_PCT})+)(?::[0-9]{{0,5}})?"
)
_ADDRESS = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:(?://{_AUTHORITY}(?:/{_CHARACTER}*)*|/?{_CHARACTER}+(?:/{_CHARACTER}*)*)"
    rf"(?:\?(?:{_CHARACTER}|[/?])*)?(?:\#(?:{_CHARACTER}|[/?])*)?"
)


def one_line(text: str) -> str:
    """Text of unknown origin as one line: blanks and line breaks as one space, nothing that cannot be printed."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def escape(text: str) -> str:
    """Text as the content of an element or of an attribute in double quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def element(name: str, content: str, /, **attributes: str) -> str:
    """An element around text, which is escaped here; empty attributes are left out, `lang` is written `xml:lang`."""
    written = _attributes(attributes) if attributes else ""
    return f"<{name}{written}>{escape(content)}</{name}>"


def holder(name: str, children: Iterable[str], /, **attributes: str) -> str:
    """An element around finished elements; nothing at all where there are none."""
    inside = "".join(children)
    return f"<{name}{_attributes(attributes)}>{inside}</{name}>" if inside else ""


def document(written: str) -> bytes:
    """A written element as UTF-8, without XML declaration and without what XML 1.0 (section 2.2) cannot hold."""
    octets = written.encode("utf-8", "ignore").translate(None, _CONTROLS)
    return octets.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


@lru_cache(maxsize=4096)
def address(uri: str) -> str:
    """An absolute address as RFC 3986 spells it, other characters percent-encoded; empty where it is none."""
    if _ADDRESS.fullmatch(uri):
        return uri
    scheme, _, rest = uri.partition(":")
    head, mark, fragment = rest.partition("#")
    spelled = f"{scheme}:{_UNSAFE.sub(_percent, head)}{mark}{_UNSAFE.sub(_percent, fragment)}"
    return spelled if _ADDRESS.fullmatch(spelled) else ""


def language_tag(language: str | None) -> str:
    """A language for xml:lang; empty where nobody said which."""
    return "" if language is None or language == "und" else language


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in match[0].encode("utf-8", "replace"))


def _attributes(attributes: dict[str, str]) -> str:
    written = ""
    for name, value in attributes.items():
        if value:
            written += f' {"xml:lang" if name == "lang" else name}="{escape(value)}"'
    return written
