"""What a dataset leans on and leads to: related works, funding, documents, other access, computed provenance."""

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from repository.record.dates import CalendarDate
from repository.record.identifiers import FilePath, MediaType, Ror, Sha256, Uri, normalise_ror, parse_doi
from repository.record.languages import Language, LocalisedLine
from repository.record.part import Line, Part, Text
from repository.record.terms import (
    DateKind,
    DocumentKind,
    FunderIdentifierType,
    OtherTitleKind,
    RelatedIdentifierType,
    RelationType,
    ResourceTypeGeneral,
    ServiceKind,
)


class OtherTitle(Part):
    """A title beside the main one: a subtitle, an old name, a translation that is not the main title's."""

    text: Line
    kind: OtherTitleKind = "AlternativeTitle"
    language: Language | None = None


class AlternateIdentifier(Part):
    """Another name of the same dataset: an accession number, an older DOI, a catalogue's key."""

    value: Line
    kind: Line


class RelatedResource(Part):
    """Another work and how this dataset relates to it: "this dataset `relation` the work".

    A DOI is kept bare and in lower case, with the fragment of a layer where one was given.
    """

    identifier: Line
    identifier_type: RelatedIdentifierType
    relation: RelationType
    resource_type: ResourceTypeGeneral | None = None
    title: Line | None = None
    citation: Text | None = None
    document_kind: DocumentKind | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_spelling(cls, value: object) -> object:
        if not (isinstance(value, dict) and value.get("identifier_type") == "DOI"):
            return value
        parsed = parse_doi(value["identifier"]) if isinstance(value.get("identifier"), str) else None
        if parsed is None:
            return value
        spelling = parsed.name + (f"#{parsed.fragment}" if parsed.fragment else "")
        return {**value, "identifier": spelling}

    @model_validator(mode="after")
    def _is_what_it_says(self) -> "RelatedResource":
        said = {"value": self.identifier[:120]}
        if self.identifier_type == "DOI" and parse_doi(self.identifier) is None:
            raise PydanticCustomError("related-doi", "{value} is not a DOI", said)
        if self.identifier_type == "URL" and not self.identifier.lower().startswith(("http://", "https://", "ftp://")):
            raise PydanticCustomError("related-url", "{value} is not an address", said)
        return self

    @property
    def uri(self) -> str | None:
        """The address of the work, where the kind of identifier gives one."""
        if self.identifier_type == "DOI":
            return f"https://doi.org/{self.identifier}"
        if self.identifier_type in ("URL", "PURL", "w3id") and self.identifier.lower().startswith(("http", "ftp:")):
            return self.identifier
        return None


class Funding(Part):
    """Who paid, and under which grant."""

    funder: Line
    funder_identifier: Line | None = None
    funder_identifier_type: FunderIdentifierType | None = None
    award_number: Line | None = None
    award_title: Line | None = None
    award_uri: Uri | None = None

    @model_validator(mode="after")
    def _identifier_with_type(self) -> "Funding":
        if (self.funder_identifier is None) != (self.funder_identifier_type is None):
            raise PydanticCustomError("funder-identifier-type", "an identifier and its type go together")
        if self.funder_identifier_type == "ROR":
            normalise_ror(self.funder_identifier or "")
        return self

    @property
    def ror(self) -> Ror | None:
        """The funder's ROR identifier without its address, where that is what was given."""
        return normalise_ror(self.funder_identifier or "") if self.funder_identifier_type == "ROR" else None


class RecordDate(Part):
    """A date of the dataset's own life; the period of the data is in `time`."""

    kind: DateKind
    date: CalendarDate
    end: CalendarDate | None = None
    note: Line | None = None


class Document(Part):
    """A file of the dataset that explains it: manual, readme, figure, map style."""

    path: FilePath
    kind: DocumentKind
    title: LocalisedLine | None = None
    language: Language | None = None


class Format(Part):
    """A file format of the distribution."""

    name: Line
    media_type: MediaType | None = None
    version: Line | None = None
    uri: Uri | None = None


class Service(Part):
    """Another way to the data than the files kept here."""

    kind: ServiceKind
    uri: Uri
    name: Line | None = None
    media_type: MediaType | None = None


class Distribution(Part):
    """Formats and services of the data. Files, their sizes and hashes are in the layer documents."""

    formats: tuple[Format, ...] = ()
    services: tuple[Service, ...] = ()


class Software(Part):
    """A program that took part in making the data."""

    name: Line
    version: Line | None = None
    uri: Uri | None = None


class Source(Part):
    """One input of a computation: a dataset or layer, and the hash of the file read."""

    identifier: Line
    path: FilePath | None = None
    sha256: Sha256 | None = None


class Parameter(Part):
    """One setting of a computation, as text."""

    name: Line
    value: Text


class Provenance(Part):
    """How a computed dataset was made, so that it can be made again."""

    process: Line
    process_version: Line | None = None
    job: Line | None = None
    began: Line | None = None
    ended: Line | None = None
    software: tuple[Software, ...] = ()
    sources: tuple[Source, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    environment: Text | None = None
