"""The Record: everything this repository can say about a dataset, in one frozen value."""

from typing import Final, Literal

from repository.record.dates import TemporalCoverage
from repository.record.extents import (
    ReferenceSystem,
    SpatialCoverage,
    SpatialResolution,
    TemporalResolution,
    VerticalExtent,
)
from repository.record.identifiers import Slug
from repository.record.languages import UNDETERMINED, Language, LocalisedLine, LocalisedText
from repository.record.part import Answer, Line, Part
from repository.record.people import Contact, Contributor, Party
from repository.record.publication import Publication
from repository.record.relations import (
    AlternateIdentifier,
    Distribution,
    Document,
    Funding,
    OtherTitle,
    Provenance,
    RecordDate,
    RelatedResource,
)
from repository.record.rights import Licence
from repository.record.subjects import Campaign, Instrument, Keyword, Platform, Project, ResourceType, Variable
from repository.record.terms import Acquisition, TopicCategory, UpdateFrequency

SCHEMA_VERSION: Final = 1


class Record(Part):
    """A dataset described. Only a title is needed to be a Record; what a submission needs, `assess` says.

    The same class serves a submitted description (`publication` is None), a sealed one, and a foreign record.
    """

    schema_version: Literal[1] = SCHEMA_VERSION

    resource_type: ResourceType = ResourceType()
    title: LocalisedLine
    other_titles: tuple[OtherTitle, ...] = ()
    abstract: LocalisedText | None = None
    language: Language = UNDETERMINED
    data_languages: tuple[Language, ...] = ()
    identifiers: tuple[AlternateIdentifier, ...] = ()

    creators: tuple[Party, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    contacts: tuple[Contact, ...] = ()
    funding: tuple[Funding, ...] = ()

    poles: tuple[Slug, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    topics: tuple[TopicCategory, ...] = ()
    acquisition: tuple[Acquisition, ...] = ()
    processing_level: Line | None = None

    place: SpatialCoverage = SpatialCoverage()
    vertical: tuple[VerticalExtent, ...] = ()
    time: TemporalCoverage = TemporalCoverage()
    reference_systems: tuple[ReferenceSystem, ...] = ()
    spatial_resolution: tuple[SpatialResolution, ...] = ()
    temporal_resolution: TemporalResolution | None = None
    update_frequency: UpdateFrequency | None = None

    lineage: LocalisedText | None = None
    quality: LocalisedText | None = None
    licence: Licence | None = None
    use_limitations: LocalisedText | None = None
    access_note: LocalisedText | None = None
    forwarding: Answer | None = None

    variables: tuple[Variable, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    platforms: tuple[Platform, ...] = ()
    projects: tuple[Project, ...] = ()
    campaigns: tuple[Campaign, ...] = ()

    related: tuple[RelatedResource, ...] = ()
    documents: tuple[Document, ...] = ()
    distribution: Distribution = Distribution()
    dates: tuple[RecordDate, ...] = ()
    provenance: Provenance | None = None
    publication: Publication | None = None

    @property
    def main_title(self) -> str:
        """The title in the language of the record, else the best there is."""
        return self.title.best(self.language)

    @property
    def main_title_language(self) -> str:
        """The language `main_title` is in."""
        return self.title.best_language(self.language)

    @property
    def other_sources(self) -> tuple[str, ...]:
        """What it was computed from and is not named among the related works already; each once."""
        if self.provenance is None:
            return ()
        said = {work.identifier for work in self.related if work.relation == "IsDerivedFrom"}
        named = dict.fromkeys(source.identifier for source in self.provenance.sources)
        return tuple(identifier for identifier in named if identifier not in said)
