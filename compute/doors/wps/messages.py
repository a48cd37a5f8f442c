"""What can be asked of the service, however it was sent. Pure."""

from dataclasses import dataclass
from typing import Literal

from compute.doors.wps.versions import Version

Mode = Literal["sync", "async", "auto"]


@dataclass(frozen=True, slots=True)
class Corners:
    """A box as it was sent: two corners, in the axis order of ``crs`` (empty: none was named)."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    crs: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One value of one input: a text, a box, or the address of a file."""

    name: str
    text: str = ""
    box: Corners | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One output that is asked for; ``by_reference`` None: as suits its size."""

    name: str
    by_reference: bool | None = None


@dataclass(frozen=True, slots=True)
class GetCapabilities:
    """What there is."""


@dataclass(frozen=True, slots=True)
class DescribeProcess:
    """``ids``: as they were asked for; ``all`` stands for each."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Execute:
    """``wanted`` empty: every output. ``raw``: one output alone, as it is."""

    process: str
    given: tuple[Given, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    mode: Mode = "sync"
    raw: bool = False
    lineage: bool = False


@dataclass(frozen=True, slots=True)
class GetStatus:
    """How far a job is; ``wanted`` and ``lineage`` as the job was asked for, in the address that was given then."""

    job: str
    wanted: tuple[Wanted, ...] = ()
    lineage: bool = False


@dataclass(frozen=True, slots=True)
class GetResult:
    """The outputs of a job."""

    job: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The end of a job."""

    job: str


Message = GetCapabilities | DescribeProcess | Execute | GetStatus | GetResult | Dismiss


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    version: Version
    message: Message
