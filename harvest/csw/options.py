"""Values of parameters, in words, as what they mean: the same for pairs and for XML. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from harvest.csw.errors import CswError, ErrorCode, invalid, missing
from harvest.csw.messages import DEFAULT_RECORDS, MOST_RECORDS
from harvest.csw.versions import (
    ATOM,
    ATOM_TYPE,
    BY_NAMESPACE,
    GMD,
    MDB,
    V2,
    V3,
    VERSIONS,
    XML_TYPES,
    ElementSet,
    Version,
)
from repository.crosswalks.xml_text import address

_WHOLE: Final = re.compile(r"\+?[0-9]{1,9}", re.ASCII)
_TYPE_NAMES: Final = frozenset({"Record", "DCMIRecord", "SummaryRecord", "BriefRecord", "MD_Metadata"})
_WORD: Final = re.compile(r"[A-Za-z0-9._~-]{1,200}", re.ASCII)
_LONGEST_ID: Final = 200
RESULT_TYPES: Final = ("results", "hits", "validate")

PREFIXES: Final[Mapping[str, Sequence[str]]] = {
    "csw": tuple(BY_NAMESPACE), "csw2": tuple(BY_NAMESPACE), "csw3": tuple(BY_NAMESPACE), "csw30": (V3.csw,),
    "gmd": (GMD,), "mdb": (MDB,), "": tuple(BY_NAMESPACE),
}  # fmt: skip
"""What the usual prefixes stand for where a request does not say."""


def version_of(text: str | None) -> Version:
    """The version of a request other than GetCapabilities. Errors: CswError."""
    if not text:
        raise missing("version")
    if text in VERSIONS:
        return VERSIONS[text]
    if text == "3.0":
        return V3
    raise invalid("version", f"The versions that are spoken here are {', '.join(VERSIONS)}.")


def negotiated(wanted: Sequence[str], asked: str) -> Version:
    """The first version of a list that is spoken here; without a list the one that was named, else the newest."""
    for number in wanted:
        if number in VERSIONS or number == "3.0":
            return version_of(number)
    if wanted:
        raise CswError(
            ErrorCode.VERSION_NEGOTIATION_FAILED,
            f"The versions that are spoken here are {', '.join(VERSIONS)}.",
            "AcceptVersions",
        )
    return VERSIONS.get(asked, V3)


def check_service(text: str | None, *, needed: bool) -> None:
    """Refuse what is meant for another service."""
    if text is None and needed:
        raise missing("service")
    if text is not None and text.upper() != "CSW":
        raise invalid("service", "The service here is CSW.")


def element_set(text: str | None) -> ElementSet:
    """How much of each record is wanted; a summary where nobody said."""
    if not text:
        return ElementSet.SUMMARY
    try:
        return ElementSet(text)
    except ValueError:
        raise invalid("ElementSetName", "The element sets are brief, summary and full.") from None


def form(version: Version, schema: str | None, media_type: str | None) -> tuple[str, bool]:
    """Namespace of the wanted records, and whether they are wanted in a feed of Atom (CSW 3.0)."""
    has_feed = version is V3
    if media_type and media_type not in XML_TYPES and not (has_feed and media_type == ATOM_TYPE):
        raise invalid("outputFormat", f"The formats are {', '.join(formats(version))}.")
    if schema == ATOM and has_feed:
        return version.csw, True
    if schema and schema not in version.schemas:
        raise invalid("outputSchema", f"The schemas are {', '.join(version.schemas)}.")
    return schema or version.csw, media_type == ATOM_TYPE


def formats(version: Version) -> tuple[str, ...]:
    """Media types of answers."""
    return (*XML_TYPES, ATOM_TYPE) if version is V3 else XML_TYPES


def start(text: str | None) -> int:
    """The position of the first wanted record, from 1."""
    number = _whole("startPosition", text, 1)
    if number < 1:
        raise invalid("startPosition", "Records are counted from 1.")
    return number


def limit(text: str | None) -> int:
    """How many records are wanted, cut to what is given at most."""
    return min(_whole("maxRecords", text, DEFAULT_RECORDS), MOST_RECORDS)


def result_type(version: Version, text: str | None) -> str:
    """Whether records, their number or only a check of the request is wanted; 2.0.2 (table 29) tells the number."""
    if text and text not in RESULT_TYPES:
        raise invalid("resultType", f"The result types are {', '.join(RESULT_TYPES)}.")
    return text or ("hits" if version is V2 else "results")


def check_type_names(names: Sequence[tuple[Sequence[str], str]]) -> None:
    """Refuse types of records that are not here: pairs of possible namespaces and a local name."""
    for spaces, local in names:
        is_known = any(space in BY_NAMESPACE or space in (GMD, MDB) for space in spaces)
        if not is_known or local not in _TYPE_NAMES:
            raise invalid("typeNames", f"The type {local[:60]} is not known: records here are of type csw:Record.")


def request_id(text: str | None) -> str:
    """The name that a client gave its request: it comes back in the answer, whose schema wants an address or a word."""
    said = (text or "").strip()
    if len(said) > _LONGEST_ID or (said and not (_WORD.fullmatch(said) or address(said) == said)):
        raise invalid("requestId", "A request is named by an address (urn:uuid:...) or by one word.")
    return said


def box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north of `minx,miny,maxx,maxy[,crs]`; latitude comes first where the CRS has it so."""
    parts = text.split(",")
    crs = parts.pop() if len(parts) == 5 else ""
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        raise invalid("bbox", "A box is four numbers: west, south, east, north.")
    if crs and not crs.endswith(("CRS84", "4326")):
        raise invalid("bbox", "The reference systems of boxes are CRS84 and EPSG:4326.")
    a, b, c, d = numbers
    is_turned = crs.endswith("4326") and crs.startswith(("urn:", "http"))
    return (b, a, d, c) if is_turned else (a, b, c, d)


def period(text: str) -> tuple[str, str] | None:
    """Begin and end of `begin/end`, either open; one time is both. None where both are open."""
    begin, slash, end = text.partition("/")
    ends = (begin.strip(), end.strip() if slash else begin.strip())
    return ends if any(ends) else None


def _whole(name: str, text: str | None, default: int) -> int:
    if text is None or not text.strip():
        return default
    if not _WHOLE.fullmatch(text.strip()):
        raise invalid(name, "A whole number is wanted here.")
    return int(text)
