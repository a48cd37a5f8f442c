"""Which stored rendition answers which metadataPrefix. Pure; a new format for harvesters is one new row."""

from dataclasses import dataclass

from harvest.oaipmh.errors import ErrorCode, OaiError


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format as harvesters know it; ``rendition`` is its name among the stored renditions."""

    prefix: str
    rendition: str
    schema: str
    namespace: str


FORMATS = (
    MetadataFormat(
        prefix="oai_dc",
        rendition="oai_dc",
        schema="http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        namespace="http://www.openarchives.org/OAI/2.0/oai_dc/",
    ),
    MetadataFormat(
        prefix="datacite",
        rendition="datacite",
        schema="https://schema.datacite.org/meta/kernel-4/metadata.xsd",
        namespace="http://datacite.org/schema/kernel-4",
    ),
    MetadataFormat(
        prefix="iso19115-3",
        rendition="iso19115-3",
        schema="http://standards.iso.org/iso/19115/-3/mds/2.0/mds.xsd",
        namespace="http://standards.iso.org/iso/19115/-3/mdb/2.0",
    ),
    MetadataFormat(
        prefix="iso19139",
        rendition="iso19139",
        schema="http://schemas.opengis.net/iso/19139/20070417/gmd/gmd.xsd",
        namespace="http://www.isotc211.org/2005/gmd",
    ),
)

_BY_PREFIX = {found.prefix: found for found in FORMATS}


def format_of(prefix: str) -> MetadataFormat:
    """The format of a metadataPrefix; raises OaiError (cannotDisseminateFormat)."""
    found = _BY_PREFIX.get(prefix)
    if found is None:
        raise OaiError(ErrorCode.CANNOT_DISSEMINATE_FORMAT, "There is no such format: see ListMetadataFormats.")
    return found
