"""Texts, dates, languages, numbers and addresses as files write them, in the spelling of the record."""

import html
import re
from typing import Any, Final

from pydantic_core import PydanticCustomError

from repository.crosswalks.readers.nodes import BREAKS
from repository.record.identifiers import parse_doi
from repository.record.languages import UNDETERMINED, normalise_language
from repository.record.part import clean_text, is_printable

_DAY = re.compile(
    r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?:[T ]\d{1,2}(?::?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?|Z)?"
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d+Z?)?")
_BLOCK = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|a|sub|sup|small|font|td|th|img|script|style|iframe|svg|code|tt)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_UNSAID: Final = frozenset(
    {"(:unav)", "(:unas)", "(:unal)", "(:unap)", "(:none)", "(:null)", "(:tba)", "(:unkn)", "(:etal)", "n/a", "none",
     "null",
     "unknown", "not available", "missing", "-", "--"}
)  # fmt: skip
"""Words that stand where there is no value (DataCite appendix 3, and what providers write)."""


def is_unsaid(text: str) -> bool:
    """Whether a text stands for no value."""
    return text.strip().lower() in _UNSAID


def is_unsaid_code(text: str) -> bool:
    """Whether a text is one of DataCite's codes for no value; `-` may be a title."""
    return text.startswith("(:") and is_unsaid(text)


def plain(text: str) -> tuple[str, bool]:
    """A text of several lines without what cannot be printed, and whether HTML was taken out of it."""
    found = text
    if "&lt;" in found:
        found = html.unescape(found)
    bare = _INLINE.sub("", _BLOCK.sub("\n", found))
    has_markup = bare != found
    if has_markup:
        bare = "\n".join(filter(None, (line.strip() for line in html.unescape(bare).split("\n"))))
    return _printable(bare if has_markup else text), has_markup


def _printable(text: str) -> str:
    try:
        return clean_text(text)
    except PydanticCustomError:
        lines = re.split(r"\r\n|[\n\r\u2028\u2029]", text)
        return "\n".join(_shown(line) for line in lines).strip()


def short(text: str) -> str:
    """A text of one line."""
    words = BREAKS.sub(" ", text).strip()
    return words if words.isprintable() else _shown(words).strip()


def _shown(line: str) -> str:
    """A line without what cannot be shown; blanks of every width and marks of direction stay."""
    return "".join(each for each in line if each == "\t" or is_printable(each))


def tag_of(text: str) -> str:
    """The language tag of a code such as `fre`, `en-GB` or `eng; utf8`; `und` where it is none."""
    try:
        return normalise_language(text.partition(";")[0])
    except PydanticCustomError:
        return UNDETERMINED


def day_of(text: str) -> str:
    """The year, month or day that a date begins with; the text itself where it has another form."""
    text = text.strip()
    if match := _DAY.fullmatch(text):
        return match[1]
    if match := _BASIC.fullmatch(text):
        return f"{match[1]}-{match[2]}-{match[3]}"
    return text


def span_of(text: str) -> dict[str, Any] | None:
    """A period from `begin/end` (RKMS-ISO8601), open ends empty or `..`; a single date is both ends."""
    begin, slash, end = (part.strip() for part in text.partition("/"))
    ends = {name: day_of(day) for name, day in (("begin", begin), ("end", end)) if day and day != ".."}
    if not slash and ends:
        ends["end"] = ends["begin"]
    return dict(ends) or None


def box_of(west: str, south: str, east: str, north: str) -> dict[str, Any] | None:
    """A box from four texts; longitudes counted from 0 to 360 are counted from -180 to 180."""
    if not all((west, south, east, north)):
        return None
    try:
        left, right = float(west), float(east)
    except ValueError:
        return {"west": west, "south": south, "east": east, "north": north}
    if 0 <= left <= 360 and 180 < max(left, right) <= 360 and right >= 0:
        whole = right - left >= 360
        left, right = (-180.0, 180.0) if whole else (_half(left), _half(right))
    return {"west": left, "south": _number(south), "east": right, "north": _number(north)}


def _number(text: str) -> float | str:
    """A number, however many digits it has; the text itself where it is none."""
    try:
        return float(text)
    except ValueError:
        return text


def _half(longitude: float) -> float:
    return round(longitude - 360, 9) if longitude > 180 else longitude


def related_to(identifier: str) -> tuple[str, str] | None:
    """(identifier, its type) of a DOI or a web address; None for anything else."""
    if parse_doi(identifier):
        return identifier, "DOI"
    if re.match(r"(?:https?|ftp)://", identifier, re.IGNORECASE):
        return identifier, "URL"
    return None
