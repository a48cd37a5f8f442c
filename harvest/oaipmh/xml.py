"""Text made safe for XML. Pure."""

import re

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def escaped(text: str) -> str:
    """Text made safe for an element or a quoted attribute; characters that XML forbids are left out."""
    return _NOT_XML.sub("", text).translate(_ENTITIES)
