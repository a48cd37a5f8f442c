"""Elements of the two versions, and documents of them. Pure."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element

from compute.doors.wps.versions import XLINK, XML, XSI, Version

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANG: Final = f"{{{XML}}}lang"
HREF: Final = f"{{{XLINK}}}href"


def makers(version: Version) -> tuple[Any, Any]:
    """Of elements of WPS, and of OWS Common."""
    spaces = {"wps": version.wps, "ows": version.ows, "xlink": XLINK, "xsi": XSI}
    return ElementMaker(namespace=version.wps, nsmap=spaces), ElementMaker(namespace=version.ows, nsmap=spaces)


def clean(text: object) -> str:
    """A text without the characters that XML forbids."""
    return _NOT_XML.sub("", str(text))


def instant(moment: datetime) -> str:
    """In UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def document(root: _Element, version: Version) -> bytes:
    """As it is sent, with the place of its schema."""
    root.set(f"{{{XSI}}}schemaLocation", f"{version.wps} {version.schemas}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
