"""What can be asked of the catalogue, however it was sent: as pairs, as XML, or in an envelope of SOAP. Pure."""

from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from harvest.csw.versions import ElementSet, Version

DEFAULT_RECORDS: Final = 10
MOST_RECORDS: Final = 500
"""So many records are given at most, however many are asked for."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One property to sort by, as the client wrote it."""

    name: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The box, words, times and identifiers of a request of CSW 3.0 as pairs; all that are there have to hold.

    ``box``: west, south, east, north in degrees. ``time``: begin and end, either may be empty.
    """

    words: str = ""
    box: tuple[float, float, float, float] | None = None
    time: tuple[str, str] | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """A filter as the client sent it: an element of Filter Encoding, or a text of CQL."""

    fes: _Element | None = None
    cql: str = ""


@dataclass(frozen=True, slots=True)
class GetCapabilities:
    """``sections``: local names of the wanted ones; empty for all."""

    sections: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DescribeRecord:
    """``type_names``: as namespace and local name; empty for all."""

    type_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GetDomain:
    """The values of parameters of requests, or of properties of records."""

    parameters: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GetRecordById:
    """``schema``: namespace of the records; ``atom``: in a feed instead."""

    ids: tuple[str, ...]
    schema: str
    element_set: ElementSet = ElementSet.SUMMARY
    atom: bool = False


@dataclass(frozen=True, slots=True)
class GetRecords:
    """A search. ``start`` counts from 1; ``elements``: names of the wanted elements, instead of an element set.

    ``result``: ``results``, ``hits`` or ``validate``.
    """

    schema: str
    element_set: ElementSet = ElementSet.SUMMARY
    elements: tuple[str, ...] = ()
    result: str = "results"
    start: int = 1
    limit: int = DEFAULT_RECORDS
    constraint: Constraint | None = None
    near: Near = Near()
    sort: tuple[Sort, ...] = ()
    request_id: str = ""
    atom: bool = False


Message = GetCapabilities | DescribeRecord | GetDomain | GetRecordById | GetRecords


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its version, its message, and the element it came as, if it did."""

    version: Version
    message: Message
    source: _Element | None = None
