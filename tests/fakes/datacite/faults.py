"""What can go wrong with one answer: before the work is done, or after."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How an exchange ends."""

    STATUS = auto()
    SILENCE = auto()
    CUT = auto()
    GARBAGE = auto()
    DRIP = auto()


@dataclass(frozen=True)
class Fault:
    """One bad answer. ``works``: whether DataCite does what was asked before it fails to say so."""

    kind: Kind
    works: bool = False
    status: int = 200
    title: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


def answer(status: int, title: str = "Something went wrong", *, works: bool = False, **headers: str) -> Fault:
    """Answer with a status; headers are named with underscores, as ``retry_after="2"``."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fault(Kind.STATUS, works=works, status=status, title=title, headers=named)


def silence(seconds: float, *, works: bool = False) -> Fault:
    """Say nothing for so long, then hang up."""
    return Fault(Kind.SILENCE, works=works, seconds=seconds)


def cut(*, works: bool = False) -> Fault:
    """Hang up in the middle of the answer."""
    return Fault(Kind.CUT, works=works)


def garbage(*, works: bool = False) -> Fault:
    """200, and something that is no JSON: a proxy's page."""
    return Fault(Kind.GARBAGE, works=works)


def drip(seconds: float, *, works: bool = False) -> Fault:
    """An answer that comes byte by byte for so long and never ends."""
    return Fault(Kind.DRIP, works=works, seconds=seconds)
