"""What reading one file gives: proposals for fields of the description, problems of the file, facts for its line."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Json = Any
"""What JSON can say."""

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something was read, in both languages: "attribute `geospatial_lat_min`", "column 9, OXYGEN"."""

    english: str
    french: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for one field, in the shape of the record, and where it was read.

    ``field`` is a path into the draft with slashes, such as ``title``, ``place/boxes``, ``time/periods``, ``vertical``,
    ``variables``. A list is proposed whole. A text whose language the file does not say is under the tag ``und``.
    """

    field: str
    value: Json
    place: Place


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or doubtful in a file. ``code`` is stable; the sentences say what, what it means, what to do."""

    code: str
    severity: Severity
    place: Place
    english: str
    french: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One file read. ``format`` as its users call it, such as "NetCDF-4, CF-1.6"; ``facts`` are few and small."""

    format: str
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """For a column or a pipe."""
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Json]) -> "Reading":
        """The inverse of `as_json`."""
        return cls(
            format=document["format"],
            proposals=tuple(
                Proposal(item["field"], item["value"], Place(**item["place"])) for item in document["proposals"]
            ),
            problems=tuple(Problem(**{**item, "place": Place(**item["place"])}) for item in document["problems"]),
            facts=document["facts"],
        )


class Unreadable(Exception):
    """A file that its reader cannot read at all; the problem says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.english)
        self.problem = problem
