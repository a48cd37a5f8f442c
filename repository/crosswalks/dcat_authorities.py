"""Addresses of the European authority tables (EU Vocabularies, INSPIRE registry) that DCAT-AP and GeoDCAT-AP name."""

import re
from typing import Final

from repository.crosswalks.edition import Edition, EditionAccess, EditionStatus
from repository.record.languages import UNDETERMINED, iso_639_2
from repository.record.rights import Licence

EU: Final = "http://publications.europa.eu/resource/authority/"
INSPIRE: Final = "http://inspire.ec.europa.eu/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_ISO: Final = "https://standards.iso.org/iso/19115/resources/Codelists/cat/codelists.xml#MD_TopicCategoryCode_"
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*")

WITHDRAWN: Final = f"{EU}dataset-status/WITHDRAWN"

_ACCESS: Final = {
    EditionAccess.OPEN: "PUBLIC",
    EditionAccess.EMBARGOED: "NON_PUBLIC",
    EditionAccess.RESTRICTED: "RESTRICTED",
}
_LICENCES: Final = {
    "CC-BY-4.0": "CC_BY_4_0", "CC0-1.0": "CC0", "CC-BY-SA-4.0": "CC_BYSA_4_0", "ODbL-1.0": "ODC_BL",
    "CC-BY-NC-4.0": "CC_BYNC_4_0", "CC-BY-NC-SA-4.0": "CC_BYNCSA_4_0", "CC-BY-ND-4.0": "CC_BYND_4_0",
    "CC-BY-NC-ND-4.0": "CC_BYNCND_4_0",
}  # fmt: skip
"""SPDX short name -> code in the table of licences."""

_FREQUENCIES: Final = {
    "continual": f"{EU}frequency/CONT", "daily": f"{EU}frequency/DAILY", "weekly": f"{EU}frequency/WEEKLY",
    "fortnightly": f"{EU}frequency/BIWEEKLY", "semimonthly": f"{EU}frequency/MONTHLY_2",
    "monthly": f"{EU}frequency/MONTHLY", "quarterly": f"{EU}frequency/QUARTERLY",
    "biannually": f"{EU}frequency/ANNUAL_2", "annually": f"{EU}frequency/ANNUAL",
    "biennially": f"{EU}frequency/BIENNIAL", "irregular": f"{EU}frequency/IRREG",
    "asNeeded": f"{INSPIRE}metadata-codelist/MaintenanceFrequency/asNeeded",
    "notPlanned": f"{INSPIRE}metadata-codelist/MaintenanceFrequency/notPlanned",
    "unknown": f"{EU}frequency/UNKNOWN",
}  # fmt: skip

_FILE_TYPES: Final = {
    "text/csv": "CSV", "application/pdf": "PDF", "application/netcdf": "NETCDF", "application/x-netcdf": "NETCDF",
    "application/zip": "ZIP", "application/json": "JSON", "application/geo+json": "GEOJSON", "text/plain": "TXT",
    "application/xml": "XML", "text/xml": "XML", "image/tiff": "TIFF", "image/png": "PNG", "image/jpeg": "JPEG",
    "application/x-hdf5": "HDF", "application/x-hdf": "HDF",
}  # fmt: skip

_ROLES: Final = {
    "ContactPerson": "pointOfContact", "DataCurator": "custodian", "DataManager": "custodian",
    "Distributor": "distributor", "HostingInstitution": "resourceProvider", "Producer": "originator",
    "ProjectLeader": "principalInvestigator", "RightsHolder": "owner",
}  # fmt: skip
"""DataCite's role -> INSPIRE's, where one means the other."""

_THEMES: Final = {
    "biota": "ENVI", "boundaries": "GOVE", "climatologyMeteorologyAtmosphere": "ENVI", "disaster": "ENVI",
    "economy": "ECON", "elevation": "REGI", "environment": "ENVI", "extraTerrestrial": "TECH", "farming": "AGRI",
    "geoscientificInformation": "TECH", "health": "HEAL", "imageryBaseMapsEarthCover": "REGI",
    "inlandWaters": "ENVI", "intelligenceMilitary": "JUST", "location": "REGI", "oceans": "ENVI",
    "planningCadastre": "REGI", "society": "SOCI", "structure": "REGI", "transportation": "TRAN",
    "utilitiesCommunication": "ENER",
}  # fmt: skip
"""ISO topic category -> EU data theme that holds it."""

_THEME_NAMES: Final = {
    "AGRI": "Agriculture, fisheries, forestry and food", "ECON": "Economy and finance", "ENER": "Energy",
    "ENVI": "Environment", "GOVE": "Government and public sector", "HEAL": "Health",
    "JUST": "Justice, legal system and public safety", "REGI": "Regions and cities", "SOCI": "Population and society",
    "TECH": "Science and technology", "TRAN": "Transport",
}  # fmt: skip


def access_right(edition: Edition) -> str:
    """Who gets the files now; nobody once a dataset is withdrawn."""
    closed = edition.status is EditionStatus.WITHDRAWN
    return f"{EU}access-right/{'NON_PUBLIC' if closed else _ACCESS[edition.access]}"


def licence_iri(licence: Licence) -> str:
    """The licence in the EU's table; empty where the table has none."""
    code = _LICENCES.get(licence.spdx or "")
    return f"{EU}licence/{code}" if code else ""


def language_iri(tag: str) -> str:
    """A language; empty where nobody said which."""
    return "" if tag in ("", UNDETERMINED) else f"{EU}language/{iso_639_2(tag).upper()}"


def frequency_iri(frequency: str) -> str:
    """How often the data grow."""
    return _FREQUENCIES[frequency]


def media_type_iri(media_type: str) -> str:
    """A media type at IANA; empty for what is none."""
    bare = media_type.partition(";")[0].strip().lower()
    return f"{_IANA}{bare}" if _MEDIA_TYPE.fullmatch(bare) and "^" not in bare else ""


def file_type_iri(media_type: str) -> str:
    """A file type in the EU's table; empty where it is not one of the common ones."""
    code = _FILE_TYPES.get(media_type.partition(";")[0].strip().lower())
    return f"{EU}file-type/{code}" if code else ""


def role_iri(role: str) -> str:
    """INSPIRE's address of a contributor's role; empty where INSPIRE has no such role."""
    code = _ROLES.get(role)
    return f"{INSPIRE}metadata-codelist/ResponsiblePartyRole/{code}" if code else ""


def topic_iri(topic: str) -> str:
    """A topic category: INSPIRE's address, ISO's for the two that INSPIRE does not list."""
    ours = topic in ("disaster", "extraTerrestrial")
    return f"{_ISO}{topic}" if ours else f"{INSPIRE}metadata-codelist/TopicCategory/{topic}"


def data_theme(topic: str) -> tuple[str, str]:
    """Address and English name of the EU data theme that a topic category falls under."""
    code = _THEMES[topic]
    return f"{EU}data-theme/{code}", _THEME_NAMES[code]
