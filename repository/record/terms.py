"""Controlled lists that a record uses: DataCite Metadata Schema 4.6, ISO 19115 code lists and our own short ones."""

from typing import Literal

ResourceTypeGeneral = Literal[
    "Audiovisual", "Award", "Book", "BookChapter", "Collection", "ComputationalNotebook", "ConferencePaper",
    "ConferenceProceeding", "DataPaper", "Dataset", "Dissertation", "Event", "Image", "Instrument",
    "InteractiveResource", "Journal", "JournalArticle", "Model", "OutputManagementPlan", "PeerReview",
    "PhysicalObject", "Preprint", "Project", "Report", "Service", "Software", "Sound", "Standard",
    "StudyRegistration", "Text", "Workflow", "Other",
]  # fmt: skip
"""DataCite 4.6 resourceTypeGeneral (the two of 4.7 are not valid where most harvesters stand today)."""

ContributorRole = Literal[
    "ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor", "HostingInstitution",
    "Other", "Producer", "ProjectLeader", "ProjectManager", "ProjectMember", "RegistrationAgency",
    "RegistrationAuthority", "RelatedPerson", "ResearchGroup", "RightsHolder", "Researcher", "Sponsor",
    "Supervisor", "Translator", "WorkPackageLeader",
]  # fmt: skip
"""DataCite 4.6 contributorType."""

RelatedIdentifierType = Literal[
    "ARK", "arXiv", "bibcode", "CSTR", "DOI", "EAN13", "EISSN", "Handle", "IGSN", "ISBN", "ISSN", "ISTC", "LISSN",
    "LSID", "PMID", "PURL", "RRID", "UPC", "URL", "URN", "w3id",
]  # fmt: skip
"""DataCite 4.6 relatedIdentifierType."""

RelationType = Literal[
    "IsCitedBy", "Cites", "IsSupplementTo", "IsSupplementedBy", "IsContinuedBy", "Continues", "IsNewVersionOf",
    "IsPreviousVersionOf", "IsPartOf", "HasPart", "IsPublishedIn", "IsReferencedBy", "References", "IsDocumentedBy",
    "Documents", "IsCompiledBy", "Compiles", "IsVariantFormOf", "IsOriginalFormOf", "IsIdenticalTo", "HasMetadata",
    "IsMetadataFor", "Reviews", "IsReviewedBy", "IsDerivedFrom", "IsSourceOf", "Describes", "IsDescribedBy",
    "HasVersion", "IsVersionOf", "Requires", "IsRequiredBy", "Obsoletes", "IsObsoletedBy", "Collects",
    "IsCollectedBy", "HasTranslation", "IsTranslationOf",
]  # fmt: skip
"""DataCite 4.6 relationType; read as "this dataset <relation> the related resource"."""

OtherTitleKind = Literal["AlternativeTitle", "Subtitle", "TranslatedTitle", "Other"]
"""DataCite 4.6 titleType."""

DateKind = Literal[
    "Accepted", "Available", "Collected", "Copyrighted", "Coverage", "Created", "Issued", "Other", "Submitted",
    "Updated", "Valid", "Withdrawn",
]  # fmt: skip
"""DataCite 4.6 dateType."""

FunderIdentifierType = Literal["ROR", "Crossref Funder ID", "GRID", "ISNI", "Other"]
"""DataCite 4.6 funderIdentifierType."""

TopicCategory = Literal[
    "biota", "boundaries", "climatologyMeteorologyAtmosphere", "disaster", "economy", "elevation", "environment",
    "extraTerrestrial", "farming", "geoscientificInformation", "health", "imageryBaseMapsEarthCover",
    "inlandWaters", "intelligenceMilitary", "location", "oceans", "planningCadastre", "society", "structure",
    "transportation", "utilitiesCommunication",
]  # fmt: skip
"""ISO 19115-1 MD_TopicCategoryCode, Amendment 2 included."""

KeywordKind = Literal[
    "theme", "discipline", "place", "stratum", "temporal", "instrument", "platform", "process", "product",
    "project", "service", "taxon", "dataCentre", "featureType", "subTopicCategory",
]  # fmt: skip
"""ISO 19115-1 MD_KeywordTypeCode."""

UpdateFrequency = Literal[
    "continual", "daily", "weekly", "fortnightly", "semimonthly", "monthly", "quarterly", "biannually", "annually",
    "biennially", "asNeeded", "irregular", "notPlanned", "unknown",
]  # fmt: skip
"""ISO 19115-1 MD_MaintenanceFrequencyCode."""

Acquisition = Literal["in-situ", "remote-sensing", "laboratory", "simulation", "derived", "compilation"]
"""How the data came to be: one model for satellite, in-situ and model data (ours)."""

DocumentKind = Literal[
    "ATBD", "PRF", "PUM", "IODD", "cruise-report", "calibration", "protocol", "report", "figure", "map", "style",
    "licence", "thumbnail", "other",
]  # fmt: skip
"""Algorithm theoretical basis, product readme, user manual, input-output definition, and plainer kinds (ours)."""

ServiceKind = Literal[
    "download", "WMS", "WMTS", "WFS", "WCS", "OPeNDAP", "ERDDAP", "SensorThings", "OGC API", "STAC", "viewer", "other",
]  # fmt: skip
"""How else the data can be reached (ours)."""
