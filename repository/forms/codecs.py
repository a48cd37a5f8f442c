"""How single values are written in a control and read back: texts, numbers, degrees, dates and deep time. Pure."""

import math
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,15})(\.\d{1,24})?(e[+-]?\d{1,3})?", re.ASCII)
_DEGREES = re.compile(
    r"""(?:(?P<before>[NSEWO])\s*)?(?P<sign>[+-])?\s*(?P<degrees>\d{1,3}(?:[.]\d+)?)
        (?:(?:\s*(?:°|º|deg)\s*|\s+)
           (?:(?P<minutes>[0-5]?\d(?:[.]\d+)?)(?:\s*(?:'|′|’)\s*|\s+|(?=[NSEWO]|$))
              (?:(?P<seconds>[0-5]?\d(?:[.]\d+)?)\s*(?:"|″|”|'')?\s*)?)?)?
        \s*(?P<after>[NSEWO])?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", re.ASCII)
_AGE = re.compile(r"(\d+(?:[.]\d+)?)\s*(?:(?:±|\+/-)\s*(\d+(?:[.]\d+)?)\s*)?(a|ka|Ma|Ga)(?:\s*BP)?", re.ASCII)
_NEGATIVE_SIDES: Final = frozenset("SWO")
"""South, west, and the French ouest."""


class Codec(NamedTuple):
    """``write``: the text of a stored value, None where it cannot be shown. ``read``: the value of a typed text."""

    write: Callable[[Any], str | None]
    read: Callable[[str], Any]


def write_text(value: Any) -> str | None:
    """A text or number as it stands; nothing else can be shown in a line."""
    if isinstance(value, str):
        return value
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return write_number(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def write_number(value: float) -> str:
    """The shortest text that reads back the same: 43, 42.1.

    >>> write_number(5.0), write_number(-0.25)
    ('5', '-0.25')
    """
    return str(int(value)) if abs(value) < 2**53 and float(value).is_integer() else repr(float(value))


def read_number(text: str) -> Any:
    """A number where the text is plainly one, else the text as typed: assessment reads ``43,45`` itself.

    >>> read_number("42.10"), read_number("43,45"), read_number("forty")
    (42.1, '43,45', 'forty')
    """
    bare = text.strip()
    if not _NUMBER.fullmatch(bare):
        return text
    if bare.lstrip("-").isdecimal():
        return int(bare)
    number = float(bare)
    return number if math.isfinite(number) else text


def read_degrees(text: str, sides: str = "NSEWO") -> Any:
    """Degrees with minutes, seconds and a side as a number; else as ``read_number``.

    A side that is none of ``sides`` leaves the text as typed: 5° E is no latitude.

    >>> read_degrees("43°27'18\\" N"), read_degrees("5,31° O"), read_degrees("12 o'clock")
    (43.455, -5.31, "12 o'clock")
    >>> read_degrees("43 12.5 N"), read_degrees("S 43°12.5'"), read_degrees("5° E", "NS")
    (43.2083333, -43.2083333, '5° E')
    """
    plain = read_number(text)
    if not isinstance(plain, str):
        return plain
    bare = text.strip().replace(",", ".").replace("−", "-")
    match = _DEGREES.fullmatch(bare)
    has_mark = bool(re.search(r"[^\d.+\s-]", bare))
    if not match or not has_mark or ("." in match["degrees"] and match["minutes"]):
        return text
    side = (match["before"] or match["after"] or "").upper()
    if (match["sign"] and side) or (match["before"] and match["after"]) or (side and side not in sides):
        return text
    degrees = float(match["degrees"]) + float(match["minutes"] or 0) / 60 + float(match["seconds"] or 0) / 3600
    number = round(-degrees if match["sign"] == "-" or side in _NEGATIVE_SIDES else degrees, 7)
    return int(number) if number.is_integer() else number


def write_moment(value: Any) -> str | None:
    """A date as it stands, deep time as ``66 Ma`` or ``66 ± 0.5 Ma``.

    >>> write_moment("2019-04"), write_moment({"age": 66, "unit": "Ma", "plus_minus": 0.5})
    ('2019-04', '66 ± 0.5 Ma')
    """
    if not isinstance(value, Mapping):
        return write_text(value)
    age, margin = value.get("age"), value.get("plus_minus")
    about = "" if margin is None else f" ± {write_text(margin)}"
    text = f"{write_text(age)}{about} {value.get('unit')}"
    return text if read_moment(text) == dict(value) else None


def read_moment(text: str) -> Any:
    """A date with its noughts, an age before present as deep time, anything else as typed.

    >>> read_moment("2019/4/2"), read_moment("66 Ma BP"), read_moment("last spring")
    ('2019-04-02', {'age': 66, 'unit': 'Ma'}, 'last spring')
    """
    bare = text.strip()
    if date := _LOOSE_DATE.fullmatch(bare):
        return "-".join([date[1], *(part.zfill(2) for part in date.groups()[1:] if part)])
    age = _AGE.fullmatch(bare.replace(",", "."))
    if not age:
        return text
    moment = {"age": read_number(age[1]), "unit": age[3]}
    return {**moment, "plus_minus": read_number(age[2])} if age[2] else moment


TEXT: Final = Codec(write_text, lambda text: text)
NUMBER: Final = Codec(write_text, read_number)
LATITUDE: Final = Codec(write_text, partial(read_degrees, sides="NS"))
LONGITUDE: Final = Codec(write_text, partial(read_degrees, sides="EWO"))
MOMENT: Final = Codec(write_moment, read_moment)
