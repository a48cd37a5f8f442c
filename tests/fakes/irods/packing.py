"""The XML of the protocol: what a message says, read and written."""

import base64
import html
import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""iRODS lets these through, XML 1.0 does not: they travel masked inside the fake."""


class Refused(Exception):
    """An error reply: ``body`` goes into its message, ``text`` into its error stack."""

    def __init__(self, code: int, text: str = "", body: str = "") -> None:
        super().__init__(code, text)
        self.code, self.text, self.body = code, text, body


@dataclass(frozen=True)
class Reply:
    """What a request is answered with."""

    msg: str = ""
    info: int = 0
    bs: bytes = b""


DONE = Reply()


def esc(value: object) -> str:
    """A value as the text of an element."""
    return html.escape(str(value), quote=True).replace("&#x27;", "&apos;")


def parse(raw: bytes) -> Element:
    """A message, control characters masked; an empty element where there is none."""
    if not raw:
        return Element("nothing")
    masked = _CONTROL.sub(lambda found: chr(0xE000 + found[0][0]).encode() if found[0] != b"\0" else b"", raw)
    return ElementTree.fromstring(masked)


def unmask(text: str) -> str:
    """Control characters back in their places."""
    return re.sub("[\ue001-\ue01f]", lambda found: chr(ord(found[0]) - 0xE000), text)


def tag(name: str, *children: str, **leaves: object) -> str:
    """An element with leaves, then children."""
    inner = "".join(f"<{key}>{esc(value)}</{key}>" for key, value in leaves.items())
    return f"<{name}>{inner}{''.join(children)}</{name}>"


def value_tag(value: object) -> str:
    """One cell of an answer to a query."""
    return f"<value>{esc('' if value is None else value)}</value>"


def error_stack(code: int, text: str) -> str:
    """The error stack with one entry."""
    return tag("RError_PI", tag("RErrMsg_PI", status=code, msg=text), count=1)


def json_buffer(said: object) -> str:
    """JSON as the newer requests carry it."""
    raw = json.dumps(said).encode() + b"\0"
    return tag("BinBytesBuf_PI", buflen=len(raw), buf=base64.b64encode(raw).decode())


def json_of(x: Element) -> dict[str, Any]:
    """The JSON that a newer request carries."""
    found: dict[str, Any] = json.loads(base64.b64decode(text(x, "buf")).rstrip(b"\0"))
    return found


def text_of(said: str) -> str:
    """A plain text as an answer."""
    return tag("STR_PI", myStr=said)


def text(x: Element, name: str) -> str:
    """The text of a child, empty where there is none."""
    return x.findtext(name) or ""


def number(x: Element, name: str) -> int:
    """The number in a child, 0 where there is none."""
    return int(x.findtext(name) or 0)


def options_of(x: Element) -> dict[str, str]:
    """The keywords of a request."""
    pairs = x.find("KeyValPair_PI")
    if pairs is None:
        return {}
    return {
        key.text or "": value.text or ""
        for key, value in zip(pairs.findall("keyWord"), pairs.findall("svalue"), strict=False)
    }
