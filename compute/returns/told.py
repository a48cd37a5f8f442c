"""A job as its draft tells of it: what went in, who asked, what ran, what came out. Values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

HASH_SPACE = "hash://sha256/"
"""What a file without an address of its own is called by: its SHA-256."""

Words = Mapping[str, str]
"""A text by language: `en`, `fr`."""


class Standing(StrEnum):
    """What readers find of a dataset that was read."""

    PUBLIC = "public"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Origin:
    """A dataset, or one layer of it, that a job read. ``doi`` has the layer's fragment; empty for a draft.

    ``description`` is its record as plain JSON; of a draft nothing of it is checked.
    """

    standing: Standing
    title: Words
    description: Mapping[str, Any]
    doi: str = ""

    @property
    def doi_url(self) -> str:
        """Where readers find it."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


@dataclass(frozen=True, slots=True)
class Read:
    """One file that a job read, as the input ``role``: its path in the dataset; ``url`` where anybody finds it."""

    role: str
    path: str
    sha256: str
    bytes: int
    media_type: str
    origin: Origin
    url: str = ""

    @property
    def identifier(self) -> str:
        """The layer's DOI; of what is not public the hash."""
        return self.origin.doi or f"{HASH_SPACE}{self.sha256}"


@dataclass(frozen=True, slots=True)
class Made:
    """One file that a job made."""

    output: str
    title: Words
    name: str
    media_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Software:
    """A program by name and version, and where it is described."""

    name: str
    version: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked for the job, as a public record names people: no address of mail."""

    family: str
    given: str = ""
    orcid: str = ""
    affiliation: str = ""
    ror: str = ""

    @property
    def name(self) -> str:
        """In one line."""
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Told:
    """One job that succeeded. ``parameters``: its canonical inputs but for the files; ``formats`` of them by schema.

    ``defaults``: what the process proposes for those that need not be given.
    """

    job: str
    process: str
    version: str
    title: Words
    process_url: str
    package: Software
    site: Software
    asker: Asker
    began: datetime
    ended: datetime
    parameters: Mapping[str, Any]
    formats: Mapping[str, str]
    defaults: Mapping[str, Any]
    tasks: int
    backend: str
    reads: Sequence[Read]
    makes: Sequence[Made]
    language: str = "en"

    @property
    def origins(self) -> list[Origin]:
        """The datasets and layers that were read, each once, in the order of the inputs."""
        found: list[Origin] = []
        for read in self.reads:
            if read.origin not in found:
                found.append(read.origin)
        return found
