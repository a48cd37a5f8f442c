"""The landing page as a value: what its templates read, for a public dataset, a draft and a tombstone alike."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from repository.crosswalks.citation_styles import Styled
from repository.queries.landing_head import Head
from repository.queries.layer_lines import LayerLine, LayerYear
from repository.queries.preview_parts import PreviewView, StationsView
from repository.queries.science_parts import FolderView, PastVersion, RelatedLine, VariableLine
from repository.queries.usage import Usage


class PageKind(StrEnum):
    """What the reader is looking at."""

    PUBLIC = "public"
    DRAFT = "draft"
    TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language; ``lang`` is empty where that is the language of the page."""

    text: str
    lang: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; ``url`` is empty where they lead nowhere."""

    words: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or an organisation, as catalogues write the name."""

    name: str
    url: str = ""
    has_orcid: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Names under one heading: the people of an organisation, or of a role."""

    heading: str
    url: str
    members: str


@dataclass(frozen=True, slots=True)
class People:
    """The authors: the first of them, those behind a fold, then affiliations, roles and contacts, folded too."""

    shown: tuple[Agent, ...] = ()
    folded: tuple[Agent, ...] = ()
    affiliations: tuple[Group, ...] = ()
    roles: tuple[Group, ...] = ()
    contacts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value. ``key`` is stable: period, depth, published, size, language, licence ..."""

    key: str
    label: str
    value: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A badge: a state that ``partials/_badge.html`` knows, or words with a kind and an icon."""

    state: str = ""
    text: str = ""
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A box for the map, in degrees; ``west > east`` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where: boxes for the map, a sentence for those who cannot see it, a caption, and the names of places."""

    boxes: tuple[Side, ...] = ()
    title: str = ""
    caption: str = ""
    names: tuple[Link, ...] = ()
    not_applicable: bool = False
    stations: StationsView = field(default_factory=StationsView)


@dataclass(frozen=True, slots=True)
class FairLine:
    """One FAIR metric: principle, title, name at F-UJI, points of those possible, and what is said of them."""

    principle: str
    title: str
    identifier: str
    earned: str
    possible: int
    said: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class FairView:
    """The FAIR self-assessment: points of those possible, and every metric."""

    earned: str
    possible: int
    lines: tuple[FairLine, ...]

    @property
    def lacking(self) -> tuple[FairLine, ...]:
        """What would raise it."""
        return tuple(line for line in self.lines if not line.is_full)


@dataclass(frozen=True, slots=True)
class ExportLink:
    """The record in one format: its name, address and media type, and which profile of that type it is."""

    words: str
    url: str
    media_type: str
    profile: str = ""
    of_layer: bool = False
    """Whether it is about the layer of the page alone."""


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation without its address, the address to write, one that works here, and files for other programs.

    ``styles``: the same in the styles of journals; ``html_url``: where each is had as HTML, but for its style.
    """

    text: str
    doi_url: str
    url: str
    exports: tuple[tuple[str, str], ...] = ()
    styles: tuple[Styled, ...] = ()
    html_url: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file. ``url`` is empty where it cannot be fetched; ``size`` in bytes; ``kind`` is the format in words."""

    number: int
    folder: str
    name: str
    url: str
    kind: str
    media_type: str
    size: int
    sha256: str
    role: str
    title: str = ""
    preview: PreviewView | None = None
    erased_on: date | None = None
    """Since when an order of law has it be gone."""


@dataclass(frozen=True, slots=True)
class FileList:
    """One page of the files of one layer. ``count`` and ``size`` are of all of them; ``start`` counts from 1."""

    lines: tuple[FileLine, ...] = ()
    count: int = 0
    size: int = 0
    shown_count: int = 0
    """Of the folder that is listed."""
    start: int = 0
    end: int = 0
    previous_url: str = ""
    next_url: str = ""
    are_open: bool = True
    manifest_url: str = ""
    zip_url: str = ""
    """All files of the layer in one archive."""
    folders: FolderView | None = None
    """For very many files only: the step of the tree that is listed."""


@dataclass(frozen=True, slots=True)
class Bed:
    """One bed of the core, as ``partials/_core.html`` reads it."""

    date: date | str
    title: str
    under: str = ""
    url: str = ""
    note: str = ""
    side: str = ""
    side_url: str = ""
    side_note: str = ""
    weight: str = ""
    record_only: bool = False
    folded: bool = False
    current: bool = False
    anchor: str = ""
    line: LayerLine | None = None
    """What is listed of a layer."""


@dataclass(frozen=True, slots=True)
class LandingPage:
    """Everything a landing page shows, in the reader's language. No template asks the database for more."""

    kind: PageKind
    suffix: str
    doi: str
    doi_url: str
    url: str
    doi_resolves: bool
    title: Said
    people: People
    citation: CitationView
    other_citation: CitationView | None = None
    other_titles: tuple[Said, ...] = ()
    flags: tuple[Flag, ...] = ()
    disciplines: tuple[Link, ...] = ()
    elsewhere: tuple[Link, ...] = ()
    """Data centres that hold it too, each with its identifier there."""
    abstract: Said | None = None
    other_abstracts: tuple[Said, ...] = ()
    keywords: tuple[Link, ...] = ()
    place: PlaceView = field(default_factory=PlaceView)
    facts: tuple[Fact, ...] = ()
    making: tuple[Fact, ...] = ()
    """How it was made: instruments, platforms, campaigns, resolution, reference systems, software."""
    files: FileList = field(default_factory=FileList)
    fragment: int | None = None
    """The layer whose files are listed."""
    is_newest: bool = True
    past: PastVersion | None = None
    """Set where the description is that of an earlier time, not of now."""
    beds: tuple[Bed, ...] = ()
    layer_count: int = 0
    years: tuple[LayerYear, ...] = ()
    series: object = None
    """Layers that have no bed of their own."""
    inside: Link | None = None
    """To the stations in the files, with how many there are."""
    variables: tuple[VariableLine, ...] = ()
    lineage: Said | None = None
    quality: Said | None = None
    licence: Link | None = None
    use_limitations: Said | None = None
    access_note: Said | None = None
    embargo_until: date | None = None
    documents: tuple[RelatedLine, ...] = ()
    related: tuple[RelatedLine, ...] = ()
    funding: tuple[RelatedLine, ...] = ()
    services: tuple[Link, ...] = ()
    exports: tuple[ExportLink, ...] = ()
    head: Head = field(default_factory=Head)
    fair: FairView | None = None
    usage: Usage = field(default_factory=Usage)
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""
    is_unnamed: bool = False
    """Without anything that leads to the authors: for reviewers who must not know them."""

    @property
    def is_draft(self) -> bool:
        """Whether this is a preview of what is not public."""
        return self.kind is PageKind.DRAFT

    @property
    def heading(self) -> str:
        """The element of the title: a preview stands inside a page that has its own."""
        return "h2" if self.is_draft else "h1"

    @property
    def subheading(self) -> str:
        """The element of each part's title."""
        return "h3" if self.is_draft else "h2"
