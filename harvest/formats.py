"""Which stored rendition answers which metadataPrefix. Pure; a new format for harvesters is one new row."""

from dataclasses import dataclass

from harvest.oaipmh.errors import ErrorCode, OaiError


@dataclass(frozen=True, slots=True)
class MetadataFormat:
    """A format as harvesters know it; ``rendition`` is its name among the stored renditions.

    ``envelope``: what a format writes around the stored bytes, in UTF-8, with ``{payload}`` in their place and
    ``{datacentre}`` for the account of the repository at DataCite.
    """

    prefix: str
    rendition: str
    schema: str
    namespace: str
    envelope: str = "{payload}"

    def around(self, datacentre: str) -> tuple[str, str]:
        """What stands before and behind the stored bytes."""
        before, _, behind = self.envelope.replace("{datacentre}", datacentre).partition("{payload}")
        return before, behind


_OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"

FORMATS = (
    MetadataFormat(
        prefix="oai_dc",
        rendition="oai_dc",
        schema="http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        namespace="http://www.openarchives.org/OAI/2.0/oai_dc/",
    ),
    MetadataFormat(
        prefix="oai_datacite",
        rendition="datacite",
        schema=f"{_OAI_DATACITE}oai.xsd",
        namespace=_OAI_DATACITE,
        envelope=f'<oai_datacite xmlns="{_OAI_DATACITE}" xsi:schemaLocation="{_OAI_DATACITE} {_OAI_DATACITE}oai.xsd">'
        "<schemaVersion>4.6</schemaVersion><datacentreSymbol>{datacentre}</datacentreSymbol>"
        "<payload>{payload}</payload></oai_datacite>",
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
    MetadataFormat(
        prefix="dcat_ap",
        rendition="dcat_ap",
        schema="http://www.openarchives.org/OAI/2.0/rdf.xsd",
        namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    ),
)

_BY_PREFIX = {found.prefix: found for found in FORMATS}


def format_of(prefix: str) -> MetadataFormat:
    """The format of a metadataPrefix; raises OaiError (cannotDisseminateFormat)."""
    found = _BY_PREFIX.get(prefix)
    if found is None:
        raise OaiError(ErrorCode.CANNOT_DISSEMINATE_FORMAT, "There is no such format: see ListMetadataFormats.")
    return found
