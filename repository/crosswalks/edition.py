"""What the repository knows about a published dataset and the record does not say. Pure and frozen."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class EditionStatus(StrEnum):
    """Whether readers get the dataset or its tombstone."""

    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


class EditionAccess(StrEnum):
    """Who gets the files now."""

    OPEN = "open"
    EMBARGOED = "embargoed"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class EditionColumn:
    """One column of a plain table: its label, and ``decimal``, ``whole`` or another kind for any text."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One file of a layer: path as deposited, size in bytes, SHA256 in hexadecimal, address.

    ``columns`` of a text table in UTF-8 with commas and one line of labels; empty where it is no such table.
    ``form``: what it is, where the media type does not say it: "Shapefile, zipped".
    """

    path: str
    url: str
    size: int
    sha256: str
    media_type: str
    role: str
    columns: tuple[EditionColumn, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class EditionLayer:
    """One published layer. ``begin`` and ``end`` are ISO dates of the data or empty."""

    fragment: int
    url: str
    date: date
    begin: str = ""
    end: str = ""
    files: tuple[EditionFile, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionExport:
    """One format that the description of the dataset can be had in: what people call it, and its address.

    ``profile``: the address of the standard, where several formats have one media type.
    """

    title: str
    url: str
    media_type: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class EditionPlace:
    """A data centre that holds the dataset too: its English name, the identifier and the address there."""

    name: str
    identifier: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class EditionRelated:
    """Another public dataset of this repository that names this one: its DOI, and the relation as this one says it."""

    doi: str
    relation: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One rendering's circumstances. ``layers`` newest first. ``number`` counts record versions made public.

    ``published`` is the date of the first freeze (citation year, DataCite Issued); ``updated`` that of the newest one.
    """

    doi: str
    url: str
    publisher: str
    published: date
    updated: date
    number: int
    layers: tuple[EditionLayer, ...] = ()
    access: EditionAccess = EditionAccess.OPEN
    embargo_until: date | None = None
    status: EditionStatus = EditionStatus.PUBLIC
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""
    doi_resolves: bool = True
    """False for a test prefix: addresses then use ``doi_url`` of the site instead of the DOI proxy."""
    site_url: str = ""
    contact_email: str = ""
    """The repository's own public address; those of a dataset's contacts are in no public document."""
    alternate_identifiers: tuple[str, ...] = field(default=())
    exports: tuple[EditionExport, ...] = ()
    elsewhere: tuple[EditionPlace, ...] = ()
    related_by: tuple[EditionRelated, ...] = ()
    """For the registrar alone: stored exports do not change with what others say."""

    @property
    def doi_url(self) -> str:
        """The DOI as an address: the proxy's, or ours for a test DOI."""
        return f"https://doi.org/{self.doi}" if self.doi_resolves else f"{self.site_url}/doi/{self.doi}"

    @property
    def newest_layer(self) -> EditionLayer | None:
        """The layer that the bare DOI shows."""
        return self.layers[0] if self.layers else None
