"""ISO 19115: words of its code lists for words of the record, and fixed names that both of its XML forms say."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from repository.record.dates import DeepTime, Period
from repository.record.model import Record

SCOPES: Final = {
    "Dataset": "dataset", "Collection": "series", "Service": "service", "Software": "software",
    "ComputationalNotebook": "software", "Workflow": "software", "Model": "model", "Text": "document",
    "Book": "document", "BookChapter": "document", "ConferencePaper": "document", "DataPaper": "document",
    "Dissertation": "document", "JournalArticle": "document", "Preprint": "document", "Report": "document",
    "Standard": "document", "InteractiveResource": "application", "PhysicalObject": "sample",
}  # fmt: skip
"""DataCite general type -> MD_ScopeCode; any other is a nonGeographicDataset."""

ROLES: Final = {
    "ContactPerson": "pointOfContact", "DataCurator": "custodian", "Distributor": "distributor", "Editor": "editor",
    "ProjectLeader": "principalInvestigator", "RightsHolder": "rightsHolder", "Sponsor": "sponsor",
}  # fmt: skip
"""DataCite contributorType -> CI_RoleCode where both say the same; any other is a contributor of that position."""

ASSOCIATIONS: Final = {
    "IsPartOf": "largerWorkCitation", "HasPart": "isComposedOf", "IsDerivedFrom": "source", "Requires": "dependency",
    "IsNewVersionOf": "revisionOf",
}  # fmt: skip
"""DataCite relationType -> DS_AssociationTypeCode; any other is a crossReference."""

DATES: Final = {
    "Created": "creation", "Issued": "publication", "Updated": "lastUpdate", "Available": "released",
    "Valid": "validityBegins", "Accepted": "adopted", "Withdrawn": "unavailable",
}  # fmt: skip
"""DataCite dateType -> CI_DateTypeCode; any other is told in words."""

DOWNLOAD: Final = "WWW:DOWNLOAD-1.0-http--download"
LINK: Final = "WWW:LINK-1.0-http--link"
PROTOCOLS: Final = {
    "download": DOWNLOAD, "WMS": "OGC:WMS", "WMTS": "OGC:WMTS", "WFS": "OGC:WFS", "WCS": "OGC:WCS",
    "OPeNDAP": "OPENDAP:OPENDAP", "ERDDAP": "ERDDAP", "SensorThings": "OGC:SensorThings", "OGC API": "OGC:API",
    "STAC": "STAC",
}  # fmt: skip
"""Kind of service -> protocol, in the spelling of catalogues; any other is a link."""

CF: Final = "CF Standard Name Table"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude before latitude: the one system in which nobody has to guess the order of a polygon's numbers."""

UNITS: Final = {"m": "m", "km": "km", "degree": "deg", "arc-minute": "arcmin", "arc-second": "arcsec"}

NO_LIMITATIONS: Final = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"
CONDITIONS_UNKNOWN: Final = (
    "http://inspire.ec.europa.eu/metadata-codelist/ConditionsApplyingToAccessAndUse/conditionsUnknown"
)
REGULATION: Final = (
    "Commission Regulation (EU) No 1089/2010 of 23 November 2010 implementing Directive 2007/2/EC of the European "
    "Parliament and of the Council as regards interoperability of spatial data sets and services"
)
THEMES: Final = "GEMET - INSPIRE themes, version 1.0"


class Theme(NamedTuple):
    """An INSPIRE spatial data theme: the last step of its address, its names."""

    code: str
    english: str
    french: str


THEME_OF: Final = {
    "biota": Theme("sd", "Species distribution", "Répartition des espèces"),
    "climatologyMeteorologyAtmosphere": Theme("ac", "Atmospheric conditions", "Conditions atmosphériques"),
    "elevation": Theme("el", "Elevation", "Altitude"),
    "environment": Theme("ef", "Environmental monitoring facilities", "Installations de suivi environnemental"),
    "geoscientificInformation": Theme("ge", "Geology", "Géologie"),
    "imageryBaseMapsEarthCover": Theme("lc", "Land cover", "Occupation des terres"),
    "inlandWaters": Theme("hy", "Hydrography", "Hydrographie"),
    "oceans": Theme(
        "of", "Oceanographic geographical features", "Caractéristiques géographiques océanographiques"
    ),
}  # fmt: skip
"""Topic category -> the theme nearest to it, for a record whose keywords name none."""

NEWER: Final = frozenset({
    "collaborator", "contributor", "dependency", "editor", "funder", "isComposedOf", "lastUpdate", "released",
    "revisionOf", "rightsHolder", "sponsor", "unavailable", "validityBegins", "adopted", "completeMetadata",
    "semimonthly", "biennially", "sample", "document",
})  # fmt: skip
"""Codes that ISO 19115 has had since 2014: ISO 19139 takes them from the newer lists."""

NEWER_CODES: Final = "http://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml"

_AGE = re.compile(r"(?P<age>[\d.eE+-]+) (?P<unit>a|ka|Ma|Ga) BP")


def scope_of(record: Record) -> str:
    """MD_ScopeCode: a dataset of which no place is known is a nonGeographicDataset."""
    scope = SCOPES.get(record.resource_type.general, "nonGeographicDataset")
    is_placed = record.place.boxes or record.place.polygons or record.place.names
    return "nonGeographicDataset" if scope == "dataset" and not is_placed else scope


def scope_name(record: Record) -> str:
    """The general type and the freer word in the form of DataCite: `Dataset/CTD sections`."""
    kind = record.resource_type
    return f"{kind.general}/{kind.text}" if kind.text else kind.general


def is_computed(record: Record) -> bool:
    """Whether all the data were computed, none observed."""
    return bool(record.acquisition) and {"simulation", "derived"}.issuperset(record.acquisition)


def is_growing(record: Record) -> bool:
    """Whether more data are to come."""
    return any(period.ongoing for period in record.time.periods)


def xsd_duration(duration: str) -> str:
    """An ISO 8601 duration as xs:duration has it, which knows no weeks: `P2W` is `P14D`."""
    date, mark, time = duration.partition("T")
    weeks = re.search(r"(\d+)W", date)
    if weeks is None:
        return duration
    days = re.search(r"(\d+)D", date)
    rest = re.sub(r"\d+[WD]", "", date)
    return f"{rest}{int(weeks[1]) * 7 + (int(days[1]) if days else 0)}D{mark}{time}"


def moment_words(moment: str | DeepTime | None) -> str:
    """An age before present with all its digits: `72.1 Ma BP`; a date as it is; `unknown` for nothing."""
    if isinstance(moment, DeepTime):
        return f"{decimal(moment.age)} {moment.unit} BP"
    return moment or "unknown"


def deep_time_words(period: Period) -> str:
    """A period of deep time: `72.1 Ma BP to 66 Ma BP`, `present` where it goes on."""
    end = "present" if period.ongoing and period.end is None else moment_words(period.end)
    return f"{moment_words(period.begin)} to {end}"


def age_in(words: str) -> dict[str, object] | None:
    """The age before present that words of `moment_words` say."""
    match = _AGE.fullmatch(words.strip())
    return {"age": float(match["age"]), "unit": match["unit"]} if match else None


def decimal(value: float) -> str:
    """The shortest decimal that reads back as the same number, never with an exponent (xs:decimal has none)."""
    written = repr(float(value))
    return written.removesuffix(".0") if "e" not in written else format(Decimal(written), "f")
