"""Words for the closed lists of a record that a landing page names: relations, roles, kinds of document and service."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Mapping[str, str | Promise]

RELATIONS: Final[Words] = {
    "IsCitedBy": pgettext_lazy("relation", "Cited by"),
    "Cites": pgettext_lazy("relation", "Cites"),
    "IsSupplementTo": pgettext_lazy("relation", "Supplement to"),
    "IsSupplementedBy": pgettext_lazy("relation", "Supplemented by"),
    "IsContinuedBy": pgettext_lazy("relation", "Continued by"),
    "Continues": pgettext_lazy("relation", "Continues"),
    "IsNewVersionOf": pgettext_lazy("relation", "New version of"),
    "IsPreviousVersionOf": pgettext_lazy("relation", "Previous version of"),
    "IsPartOf": pgettext_lazy("relation", "Part of"),
    "HasPart": pgettext_lazy("relation", "Has part"),
    "IsPublishedIn": pgettext_lazy("relation", "Published in"),
    "IsReferencedBy": pgettext_lazy("relation", "Referenced by"),
    "References": pgettext_lazy("relation", "References"),
    "IsDocumentedBy": pgettext_lazy("relation", "Documented by"),
    "Documents": pgettext_lazy("relation", "Documents"),
    "IsCompiledBy": pgettext_lazy("relation", "Compiled by"),
    "Compiles": pgettext_lazy("relation", "Compiles"),
    "IsVariantFormOf": pgettext_lazy("relation", "Variant form of"),
    "IsOriginalFormOf": pgettext_lazy("relation", "Original form of"),
    "IsIdenticalTo": pgettext_lazy("relation", "Identical to"),
    "HasMetadata": pgettext_lazy("relation", "Has metadata"),
    "IsMetadataFor": pgettext_lazy("relation", "Metadata for"),
    "Reviews": pgettext_lazy("relation", "Reviews"),
    "IsReviewedBy": pgettext_lazy("relation", "Reviewed by"),
    "IsDerivedFrom": pgettext_lazy("relation", "Derived from"),
    "IsSourceOf": pgettext_lazy("relation", "Source of"),
    "Describes": pgettext_lazy("relation", "Describes"),
    "IsDescribedBy": pgettext_lazy("relation", "Described by"),
    "HasVersion": pgettext_lazy("relation", "Has version"),
    "IsVersionOf": pgettext_lazy("relation", "Version of"),
    "Requires": pgettext_lazy("relation", "Requires"),
    "IsRequiredBy": pgettext_lazy("relation", "Required by"),
    "Obsoletes": pgettext_lazy("relation", "Replaces"),
    "IsObsoletedBy": pgettext_lazy("relation", "Replaced by"),
    "Collects": pgettext_lazy("relation", "Collects"),
    "IsCollectedBy": pgettext_lazy("relation", "Collected by"),
    "HasTranslation": pgettext_lazy("relation", "Has translation"),
    "IsTranslationOf": pgettext_lazy("relation", "Translation of"),
}
"""DataCite 4.6 relationType -> how a reader says it of the other work."""

ROLES: Final[Words] = {
    "ContactPerson": pgettext_lazy("role", "Contact person"),
    "DataCollector": pgettext_lazy("role", "Data collector"),
    "DataCurator": pgettext_lazy("role", "Data curator"),
    "DataManager": pgettext_lazy("role", "Data manager"),
    "Distributor": pgettext_lazy("role", "Distributor"),
    "Editor": pgettext_lazy("role", "Editor"),
    "HostingInstitution": pgettext_lazy("role", "Hosting institution"),
    "Other": pgettext_lazy("role", "Contributor"),
    "Producer": pgettext_lazy("role", "Producer"),
    "ProjectLeader": pgettext_lazy("role", "Project leader"),
    "ProjectManager": pgettext_lazy("role", "Project manager"),
    "ProjectMember": pgettext_lazy("role", "Project member"),
    "RegistrationAgency": pgettext_lazy("role", "Registration agency"),
    "RegistrationAuthority": pgettext_lazy("role", "Registration authority"),
    "RelatedPerson": pgettext_lazy("role", "Related person"),
    "ResearchGroup": pgettext_lazy("role", "Research group"),
    "RightsHolder": pgettext_lazy("role", "Rights holder"),
    "Researcher": pgettext_lazy("role", "Researcher"),
    "Sponsor": pgettext_lazy("role", "Sponsor"),
    "Supervisor": pgettext_lazy("role", "Supervisor"),
    "Translator": pgettext_lazy("role", "Translator"),
    "WorkPackageLeader": pgettext_lazy("role", "Work package leader"),
}
"""DataCite 4.6 contributorType -> its name."""

DOCUMENTS: Final[Words] = {
    "ATBD": pgettext_lazy("document", "Theoretical basis (ATBD)"),
    "PRF": pgettext_lazy("document", "Product readme (PRF)"),
    "PUM": pgettext_lazy("document", "User manual (PUM)"),
    "IODD": pgettext_lazy("document", "Input and output definition (IODD)"),
    "cruise-report": pgettext_lazy("document", "Cruise report"),
    "calibration": pgettext_lazy("document", "Calibration"),
    "protocol": pgettext_lazy("document", "Protocol"),
    "report": pgettext_lazy("document", "Report"),
    "figure": pgettext_lazy("document", "Figure"),
    "map": pgettext_lazy("document", "Map"),
    "style": pgettext_lazy("document", "Style of a map"),
    "licence": pgettext_lazy("document", "Text of the licence"),
    "thumbnail": pgettext_lazy("document", "Picture"),
    "other": pgettext_lazy("document", "Document"),
}
"""Kind of a document -> its name."""

MEDIA: Final[Words] = {
    "application/x-netcdf": "NetCDF",
    "application/x-hdf5": "HDF5",
    "application/x-hdf": "HDF4",
    "application/wmo-grib": "GRIB",
    "application/wmo-bufr": "BUFR",
    "application/fits": "FITS",
    "application/x-odv": _("ODV spreadsheet"),
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
    "text/plain": _("Text"),
    "text/markdown": "Markdown",
    "text/html": "HTML",
    "image/tiff": "TIFF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/svg+xml": "SVG",
    "application/geopackage+sqlite3": "GeoPackage",
    "application/vnd.shp": "Shapefile",
    "application/geo+json": "GeoJSON",
    "application/json": "JSON",
    "application/xml": "XML",
    "application/pdf": "PDF",
    "application/zip": "ZIP",
    "application/gzip": "GZIP",
    "application/vnd.apache.parquet": "Parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (ODS)",
    "application/x-matlab-data": "MATLAB",
    "application/octet-stream": _("Binary file"),
}
"""Media type -> the name people know the format by; a type that is not here is shown as it is."""
