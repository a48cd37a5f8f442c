"""A record that says something of its own in every field, so that each word can be looked for in what is written."""

from typing import Any

from repository.record.model import Record
from tests.repository.crosswalks.words import OTHERS, affiliation, identifiers, named, token, uri


def everything() -> Record:
    """The record."""
    return Record.model_validate({**_what(), **_who(), **_where(), **_how(), **_beside()})


def _what() -> dict[str, Any]:
    fields = ("abstract", "lineage", "quality", "use_limitations", "access_note")
    return {
        "resource_type": {"general": "Dataset", "text": token("resource_type.text")},
        "title": {"en": token("title")},
        "other_titles": [{"text": token("other_titles.text"), "kind": "AlternativeTitle", "language": "de"}],
        **{field: {"en": token(field)} for field in fields},
        "language": "en",
        "data_languages": ["es"],
        "identifiers": [{"value": token("identifiers.value"), "kind": token("identifiers.kind")}],
        "poles": ["ocean"],
        "keywords": [
            {
                "term": {"en": token("keywords.term")}, "scheme": token("keywords.scheme"),
                "scheme_uri": uri("keywords.scheme_uri"), "uri": uri("keywords.uri"), "kind": "taxon",
            }
        ],
        "topics": ["structure"],
        "acquisition": ["laboratory"],
        "processing_level": token("processing_level"),
        "update_frequency": "fortnightly",
        "licence": {"spdx": "ODbL-1.0"},
        "forwarding": True,
    }  # fmt: skip


def _who() -> dict[str, Any]:
    person = {
        "family": token("creators.family"), "given": token("creators.given"), "orcid": OTHERS["creators.orcid"],
        "identifiers": identifiers("creators.identifiers"),
        "affiliations": [affiliation("creators.affiliations", OTHERS["creators.affiliations.ror"], "NZ")],
    }  # fmt: skip
    party = {
        "family": token("contributors.party.family"), "given": token("contributors.party.given"),
        "orcid": OTHERS["contributors.party.orcid"], "identifiers": identifiers("contributors.party.identifiers"),
        "affiliations": [
            affiliation("contributors.party.affiliations", OTHERS["contributors.party.affiliations.ror"], "FI")
        ],
    }  # fmt: skip
    return {
        "creators": [
            person,
            {"kind": "organisation", "name": token("creators.name"), "ror": OTHERS["creators.ror"], "country": "PE"},
        ],
        "contributors": [
            {"role": "DataCurator", "party": party},
            {"role": "Sponsor", "party": {"kind": "organisation", "name": token("contributors.party.name")}},
        ],
        "contacts": [
            {
                "name": token("contacts.name"), "email": OTHERS["contacts.email"], "uri": uri("contacts.uri"),
                "affiliation": affiliation("contacts.affiliation", OTHERS["contacts.affiliation.ror"], "IS"),
            }
        ],
        "funding": [
            {
                "funder": token("funding.funder"), "funder_identifier": uri("funding.funder_identifier"),
                "funder_identifier_type": "Other", "award_number": token("funding.award_number"),
                "award_title": token("funding.award_title"), "award_uri": uri("funding.award_uri"),
            }
        ],
    }  # fmt: skip


def _where() -> dict[str, Any]:
    box = {side: float(OTHERS[f"place.boxes.{side}"]) for side in ("west", "south", "east", "north")}
    ring = [[100.0, 1.0], [float(OTHERS["place.polygons.exterior"]), 9.0], [110.0, 1.0], [100.0, 1.0]]
    hole = [[102.0, 2.0], [float(OTHERS["place.polygons.holes"]), 4.0], [104.0, 2.0], [102.0, 2.0]]
    return {
        "place": {
            "boxes": [box],
            "polygons": [{"exterior": ring, "holes": [hole]}],
            "names": [
                {
                    "name": {"en": token("place.names.name")}, "scheme": token("place.names.scheme"),
                    "scheme_uri": uri("place.names.scheme_uri"), "uri": uri("place.names.uri"),
                }
            ],
        },
        "vertical": [
            {
                "minimum": float(OTHERS["vertical.minimum"]), "maximum": float(OTHERS["vertical.maximum"]),
                "positive": "down", "datum": token("vertical.datum"), "datum_uri": uri("vertical.datum_uri"),
            }
        ],
        "time": {
            "periods": [
                {
                    "begin": OTHERS["time.periods.begin"], "end": OTHERS["time.periods.end"],
                    "name": {"en": token("time.periods.name")}, "uri": uri("time.periods.uri"),
                }
            ]
        },
        "reference_systems": [
            {"epsg": 32631, "name": token("reference_systems.name")},
            {"uri": uri("reference_systems.uri"), "name": "Local grid"},
        ],
        "spatial_resolution": [
            {"distance": 7.8125, "unit": "arc-minute", "note": {"en": token("spatial_resolution.note")}},
            {"scale": 73500},
        ],
        "temporal_resolution": {"duration": "P13D", "note": {"en": token("temporal_resolution.note")}},
    }  # fmt: skip


def _how() -> dict[str, Any]:
    variables = "variables"
    concept = {
        "name": token(f"{variables}.concepts.name"), "identifier": token(f"{variables}.concepts.identifier"),
        "scheme": token(f"{variables}.concepts.scheme"), "scheme_uri": uri(f"{variables}.concepts.scheme_uri"),
        "uri": uri(f"{variables}.concepts.uri"),
    }  # fmt: skip
    return {
        "variables": [
            {
                "name": token("variables.name"), "label": {"en": token("variables.label")},
                "standard_name": token("variables.standard_name"),
                "standard_name_uri": uri("variables.standard_name_uri"), "concepts": [concept],
                "unit": token("variables.unit"), "unit_uri": uri("variables.unit_uri"),
                "uncertainty": token("variables.uncertainty"), "method": {"en": token("variables.method")},
            }
        ],
        **{field: [named(field)] for field in ("instruments", "platforms", "projects", "campaigns")},
        "provenance": {
            "process": token("provenance.process"), "process_version": token("provenance.process_version"),
            "job": token("provenance.job"), "began": token("provenance.began"), "ended": token("provenance.ended"),
            "software": [
                {
                    "name": token("provenance.software.name"), "version": token("provenance.software.version"),
                    "uri": uri("provenance.software.uri"),
                }
            ],
            "sources": [
                {
                    "identifier": token("provenance.sources.identifier"), "path": token("provenance.sources.path"),
                    "sha256": OTHERS["provenance.sources.sha256"],
                }
            ],
            "parameters": [
                {"name": token("provenance.parameters.name"), "value": token("provenance.parameters.value")}
            ],
            "environment": token("provenance.environment"),
        },
    }  # fmt: skip


def _beside() -> dict[str, Any]:
    return {
        "related": [
            {
                "identifier": uri("related.identifier"), "identifier_type": "URL", "relation": "IsReviewedBy",
                "resource_type": "PeerReview", "title": token("related.title"),
                "citation": token("related.citation"), "document_kind": "calibration",
            }
        ],
        "documents": [
            {
                "path": token("documents.path"), "kind": "PUM", "title": {"en": token("documents.title")},
                "language": "it",
            }
        ],
        "distribution": {
            "formats": [
                {"name": token("distribution.formats.name"), "uri": uri("distribution.formats.uri")},
                {
                    "name": "Other", "media_type": OTHERS["distribution.formats.media_type"],
                    "version": token("distribution.formats.version"),
                },
            ],
            "services": [
                {
                    "kind": "WCS", "uri": uri("distribution.services.uri"), "name": token("distribution.services.name"),
                    "media_type": OTHERS["distribution.services.media_type"],
                }
            ],
        },
        "dates": [
            {"kind": "Valid", "date": OTHERS["dates.date"], "end": OTHERS["dates.end"], "note": token("dates.note")}
        ],
    }  # fmt: skip
