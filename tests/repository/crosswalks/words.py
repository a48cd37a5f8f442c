"""The words that stand in the fields of the record that says something of its own in each."""

import re
from typing import Any, Final


def token(field: str) -> str:
    """The word that stands in a field: `TqCreatorsFamilyQ`."""
    return f"Tq{''.join(part.capitalize() for part in re.split('[._]', field))}Q"


def uri(field: str) -> str:
    """The address that stands in a field."""
    return f"https://example.org/{token(field)}"


def named(field: str) -> dict[str, Any]:
    """An instrument, platform, project or campaign."""
    return {
        "name": token(f"{field}.name"), "identifier": token(f"{field}.identifier"),
        "scheme": token(f"{field}.scheme"), "scheme_uri": uri(f"{field}.scheme_uri"), "uri": uri(f"{field}.uri"),
    }  # fmt: skip


def affiliation(field: str, ror: str, country: str) -> dict[str, Any]:
    """An organisation that somebody belongs to."""
    return {"name": token(f"{field}.name"), "ror": ror, "country": country}


def identifiers(field: str) -> list[dict[str, Any]]:
    """An identifier of a person or an organisation."""
    return [{"scheme": token(f"{field}.scheme"), "value": token(f"{field}.value"), "uri": uri(f"{field}.uri")}]


OTHERS: Final[dict[str, str]] = {
    "creators.orcid": "0000-0002-1825-0097",
    "creators.affiliations.ror": "044jxhp58",
    "creators.ror": "02feahw73",
    "contributors.party.orcid": "0000-0001-5109-3700",
    "contributors.party.affiliations.ror": "00rcxh774",
    "contacts.affiliation.ror": "05dxps055",
    "contacts.email": "tq.contact@example.org",
    "place.boxes.west": "-12.3457",
    "place.boxes.south": "-33.5791",
    "place.boxes.east": "47.1357",
    "place.boxes.north": "21.9753",
    "place.polygons.exterior": "101.2468",
    "place.polygons.holes": "103.6421",
    "vertical.minimum": "17.0625",
    "vertical.maximum": "2340.8125",
    "time.periods.begin": "1987-03-07",
    "time.periods.end": "1993-11-29",
    "reference_systems.epsg": "32631",
    "spatial_resolution.distance": "7.8125",
    "spatial_resolution.scale": "73500",
    "temporal_resolution.duration": "P13D",
    "dates.date": "1985-05-17",
    "dates.end": "1985-06-23",
    "provenance.sources.sha256": "5e" * 32,
    "distribution.formats.media_type": "application/tq-format",
    "distribution.services.media_type": "application/tq-service",
}
"""Fields whose word cannot be made up freely, and what stands in them."""
