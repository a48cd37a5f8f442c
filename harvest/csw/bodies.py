"""XML of a stranger as elements: no DTD, no entity, no network; bounded size, depth, number; SOAP taken off. Pure."""

from typing import Final

from lxml import etree
from lxml.etree import _Element

from harvest.csw.errors import CswError, ErrorCode

BYTES_MOST: Final = 262_144
"""Of one request: a filter with the outline of a country fits in."""

SOAP_11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12: Final = "http://www.w3.org/2003/05/soap-envelope"

MUST_UNDERSTAND: Final = "mustUnderstand"
_OURS: Final = frozenset(
    {"http://schemas.xmlsoap.org/soap/actor/next", f"{SOAP_12}/role/next", f"{SOAP_12}/role/ultimateReceiver"}
)
"""To whom headers are addressed that are for us, as are those that are addressed to nobody."""
_DEPTH_MOST: Final = 64
_NODES_MOST: Final = 10_000
_NAMESPACES_MOST: Final = 200
_CHUNK: Final = 16_384


def parse(body: bytes) -> _Element:
    """The root element of a request, without comments and processing instructions. Errors: CswError."""
    if len(body) > BYTES_MOST:
        raise too_long()
    parser = etree.XMLPullParser(
        events=("start-ns", "start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, dtd_validation=False, attribute_defaults=False,
    )  # fmt: skip
    counter = _Counter()
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            counter.count(parser)
        root = parser.close()
        counter.count(parser)
    except (etree.XMLSyntaxError, LookupError, ValueError) as problem:
        raise _refused("The request is not well-formed XML.") from problem
    return root


class _Counter:
    """Counts what the parser has read, so that a hostile body is left before it has grown."""

    def __init__(self) -> None:
        self._depth = self._nodes = self._namespaces = 0

    def count(self, parser: "etree.XMLPullParser[_Element]") -> None:
        for event, node in parser.read_events():
            if event == "end":
                self._depth -= 1
                continue
            if event == "start-ns":
                self._namespaces += 1
                continue
            if not self._nodes and node.getroottree().docinfo.doctype:
                raise _refused("The request names a DTD; none is read here.")
            self._depth += 1
            self._nodes += 1 + len(node.attrib)
            is_rich = self._nodes > _NODES_MOST or self._namespaces > _NAMESPACES_MOST
            if self._depth > _DEPTH_MOST or is_rich:
                raise _refused("The request is deeper or richer than any request of a catalogue.")


def taken_out(root: _Element) -> tuple[_Element, str]:
    """What an envelope of SOAP holds, and the namespace of the envelope; the element itself where there is none."""
    name = etree.QName(root)
    if name.localname != "Envelope" or name.namespace not in (SOAP_11, SOAP_12):
        return root, ""
    space = name.namespace
    for block in root.iterfind(f"{{{space}}}Header/*"):
        whose = block.get(f"{{{space}}}actor") or block.get(f"{{{space}}}role")
        if (not whose or whose in _OURS) and block.get(f"{{{space}}}{MUST_UNDERSTAND}") in ("1", "true"):
            sentence = f"The header {etree.QName(block).localname[:80]} is not understood here."
            raise CswError(ErrorCode.OPTION_NOT_SUPPORTED, sentence, MUST_UNDERSTAND)
    inside = root.find(f"{{{space}}}Body/*")
    if inside is None:
        raise _refused("The envelope is empty.")
    return inside, space


def envelope_of(body: bytes) -> str:
    """The namespace of the envelope that a body begins with, even one that cannot be read to its end; else empty."""
    begin = body[:2048]
    return next((space for space in (SOAP_11, SOAP_12) if space.encode() in begin and b"Envelope" in begin), "")


def too_long() -> CswError:
    """The refusal of a body before it is read."""
    return CswError(
        ErrorCode.NO_APPLICABLE_CODE, f"The request is longer than {BYTES_MOST} bytes and was not read.", status=413
    )


def _refused(sentence: str) -> CswError:
    return CswError(ErrorCode.NO_APPLICABLE_CODE, sentence)
