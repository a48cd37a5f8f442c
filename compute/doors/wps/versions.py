"""The two versions that are spoken. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its number, its namespaces, where its schemas are."""

    number: str
    wps: str
    ows: str
    schemas: str
    reports: str
    """Version of the exception reports, after OWS Common."""


V1: Final = Version(
    number="1.0.0",
    wps="http://www.opengis.net/wps/1.0.0",
    ows="http://www.opengis.net/ows/1.1",
    schemas="http://schemas.opengis.net/wps/1.0.0/wpsAll.xsd",
    reports="1.1.0",
)
V2: Final = Version(
    number="2.0.0",
    wps="http://www.opengis.net/wps/2.0",
    ows="http://www.opengis.net/ows/2.0",
    schemas="http://schemas.opengis.net/wps/2.0/wps.xsd",
    reports="2.0.0",
)
VERSIONS: Final[Mapping[str, Version]] = {each.number: each for each in (V2, V1)}
"""Number -> version, the newest first."""
