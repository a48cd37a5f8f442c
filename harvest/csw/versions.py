"""The two versions that are spoken, and the schemas that records are given in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

DC: Final = "http://purl.org/dc/elements/1.1/"
DCT: Final = "http://purl.org/dc/terms/"
GMD: Final = "http://www.isotc211.org/2005/gmd"
MDB: Final = "http://standards.iso.org/iso/19115/-3/mdb/2.0"
ATOM: Final = "http://www.w3.org/2005/Atom"
ATOM_TYPE: Final = "application/atom+xml"
XML_TYPES: Final = ("application/xml", "text/xml")
XLINK: Final = "http://www.w3.org/1999/xlink"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


class Operation(StrEnum):
    """What can be asked; the other operations of the standard would change the catalogue or ask others."""

    GET_CAPABILITIES = "GetCapabilities"
    DESCRIBE_RECORD = "DescribeRecord"
    GET_DOMAIN = "GetDomain"
    GET_RECORDS = "GetRecords"
    GET_RECORD_BY_ID = "GetRecordById"


UNSUPPORTED: Final = frozenset({"Transaction", "Harvest", "UnHarvest", "GetRepositoryItem"})
"""Operations that some version or server has."""


class ElementSet(StrEnum):
    """How much of a record is given."""

    BRIEF = "brief"
    SUMMARY = "summary"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its number and namespaces; ``schema`` is the address of its XSD."""

    number: str
    csw: str
    ows: str
    fes: str
    gml: str
    schema: str
    has_status: bool
    """Whether a refusal has an HTTP status of its own."""

    @property
    def schemas(self) -> Mapping[str, str]:
        """Output schema -> name of the stored rendition."""
        return MappingProxyType({self.csw: RECORD, GMD: "iso19139", MDB: "iso19115-3"})

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What this version knows: CSW 3.0 has no DescribeRecord."""
        return tuple(each for each in Operation if each is not Operation.DESCRIBE_RECORD or self is V2)


RECORD: Final = "csw-record"
"""The stored rendition that records of both versions are cut from."""

V2: Final = Version(
    number="2.0.2",
    csw="http://www.opengis.net/cat/csw/2.0.2",
    ows="http://www.opengis.net/ows",
    fes="http://www.opengis.net/ogc",
    gml="http://www.opengis.net/gml",
    schema="http://schemas.opengis.net/csw/2.0.2/CSW-discovery.xsd",
    has_status=False,
)
V3: Final = Version(
    number="3.0.0",
    csw="http://www.opengis.net/cat/csw/3.0",
    ows="http://www.opengis.net/ows/2.0",
    fes="http://www.opengis.net/fes/2.0",
    gml="http://www.opengis.net/gml/3.2",
    schema="http://schemas.opengis.net/cat/csw/3.0/cswAll.xsd",
    has_status=True,
)
VERSIONS: Final[Mapping[str, Version]] = MappingProxyType({each.number: each for each in (V3, V2)})
"""Number -> version, the newest first."""

BY_NAMESPACE: Final[Mapping[str, Version]] = MappingProxyType({each.csw: each for each in (V3, V2)})
