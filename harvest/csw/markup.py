"""Elements of the protocol as text. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Text made safe for an element or a quoted attribute; characters that XML forbids are left out."""
    return _NOT_XML.sub("", text).translate(_ENTITIES)


def element(name: str, text: str, /, **attributes: str) -> str:
    """An element around text."""
    return holder(name, escaped(text), **attributes)


def holder(name: str, inside: str | Iterable[str] = "", /, **attributes: str) -> str:
    """An element around finished elements; the first underscore of an attribute's name is a colon."""
    told = "".join(f' {key.rstrip("_").replace("_", ":", 1)}="{escaped(value)}"' for key, value in attributes.items())
    content = inside if isinstance(inside, str) else "".join(inside)
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def instant(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment.isoformat(timespec="seconds")[:19] + "Z"
