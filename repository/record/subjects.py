"""What the data are about and how they were observed: keywords, variables, instruments, platforms, projects."""

from repository.record.identifiers import Uri
from repository.record.languages import LocalisedLine, LocalisedText
from repository.record.part import Line, Part
from repository.record.terms import KeywordKind, ResourceTypeGeneral


class ResourceType(Part):
    """What kind of thing this is: DataCite's general type, and a freer word."""

    general: ResourceTypeGeneral = "Dataset"
    text: Line | None = None


class Keyword(Part):
    """A keyword by language; one from a vocabulary names its scheme, the scheme's address and its own address."""

    term: LocalisedLine
    scheme: Line | None = None
    scheme_uri: Uri | None = None
    uri: Uri | None = None
    kind: KeywordKind = "theme"


class Concept(Part):
    """An entry of a vocabulary that says what a variable is, such as a P01 or P02 code."""

    name: Line
    identifier: Line | None = None
    scheme: Line | None = None
    scheme_uri: Uri | None = None
    uri: Uri | None = None


class Variable(Part):
    """One measured, observed or computed quantity: `name` as in the files, the rest so that others understand it."""

    name: Line
    label: LocalisedLine | None = None
    standard_name: Line | None = None
    standard_name_uri: Uri | None = None
    concepts: tuple[Concept, ...] = ()
    unit: Line | None = None
    unit_uri: Uri | None = None
    uncertainty: Line | None = None
    method: LocalisedText | None = None


class Named(Part):
    """An instrument, platform, project or campaign: its name, and where known its identifier and vocabulary."""

    name: Line
    identifier: Line | None = None
    scheme: Line | None = None
    scheme_uri: Uri | None = None
    uri: Uri | None = None


class Instrument(Named):
    """What measured."""


class Platform(Named):
    """What carried the instrument: a ship, a mooring, a satellite, a station."""


class Project(Named):
    """The project the data come from."""


class Campaign(Named):
    """The cruise, flight or field campaign."""
