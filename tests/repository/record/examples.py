"""Drafts and records that the tests of the record share: a complete draft, and the smallest that may be submitted."""

from copy import deepcopy
from typing import Any

from repository.record.model import Record

ABSTRACT = (
    "Monthly CTD sections across the shelf of the Gulf of Lion, from the coast to the 2,000 m isobath, on five fixed "
    "lines. Each cast gives temperature, practical salinity and dissolved oxygen every metre.\n\n"
    "Oxygen is calibrated against Winkler titrations of bottle samples taken on the same day."
)

_SUBMITTABLE: dict[str, Any] = {
    "title": {"en": "Hydrography and dissolved oxygen of the Gulf of Lion shelf"},
    "abstract": {"en": ABSTRACT},
    "language": "en",
    "lineage": {"en": "SBE 9plus casts, processed to 1 dbar; sensors calibrated by their maker in February 2026."},
    "creators": [{"kind": "person", "family": "Marin", "given": "Clara"}],
    "poles": ["ocean"],
    "keywords": [{"term": {"en": "dissolved oxygen"}}],
    "licence": {"spdx": "CC-BY-4.0"},
    "place": {"boxes": [{"west": 3.02, "south": 42.12, "east": 5.31, "north": 43.45}]},
    "time": {"periods": [{"begin": "2019-01-14", "end": "2026-10-19"}]},
}

_NERC = "http://vocab.nerc.ac.uk/collection/"

_COMPLETE: dict[str, Any] = {
    **_SUBMITTABLE,
    "schema_version": 1,
    "resource_type": {"general": "Dataset", "text": "profiles"},
    "title": {"en": "Hydrography of the Gulf of Lion shelf", "fr": "Hydrographie du plateau du golfe du Lion"},
    "other_titles": [{"text": "GOLCTD", "kind": "AlternativeTitle", "language": "en"}],
    "abstract": {"en": ABSTRACT, "fr": "Sections CTD mensuelles du plateau du golfe du Lion."},
    "data_languages": ["en", "fr"],
    "identifiers": [{"value": "OC-11872", "kind": "accession number"}],
    "creators": [
        {
            "kind": "person",
            "family": "Marin",
            "given": "Clara",
            "orcid": "0000-0002-1825-0097",
            "identifiers": [{"scheme": "IdRef", "value": "123456789", "uri": "https://www.idref.fr/123456789"}],
            "affiliations": [{"name": "Ifremer", "ror": "044jxhp58", "country": "FR"}],
        },
        {"kind": "organisation", "name": "Gulf of Lion observatory", "ror": "04wxnsj81"},
    ],
    "contributors": [{"role": "DataCollector", "party": {"kind": "person", "family": "Okafor", "given": "Ngozi"}}],
    "contacts": [{"name": "Data desk", "email": "data@example.org", "affiliation": {"name": "Ifremer"}}],
    "funding": [
        {
            "funder": "European Commission",
            "funder_identifier": "10.13039/501100000780",
            "funder_identifier_type": "Crossref Funder ID",
            "award_number": "312463",
            "award_title": "FixO3",
            "award_uri": "https://cordis.europa.eu/project/id/312463",
        }
    ],
    "keywords": [
        {
            "term": {"en": "dissolved oxygen", "fr": "oxygène dissous"},
            "scheme": "P02",
            "scheme_uri": f"{_NERC}P02/current/",
            "uri": f"{_NERC}P02/current/DOXY/",
        }
    ],
    "topics": ["oceans"],
    "acquisition": ["in-situ"],
    "processing_level": "L2",
    "place": {
        "boxes": [
            {"west": 170, "south": -5.5, "east": -170, "north": 5},
            {"west": 4, "south": 43, "east": 4, "north": 43},
        ],
        "polygons": [{"exterior": [[3, 42], [5, 42], [5, 43], [3, 42]]}],
        "names": [{"name": {"en": "Gulf of Lion", "fr": "golfe du Lion"}, "scheme": "C19"}],
    },
    "vertical": [{"minimum": 0, "maximum": 2340, "unit": "m", "positive": "down", "datum": "sea surface"}],
    "time": {
        "periods": [
            {"begin": "2019-01-14", "ongoing": True},
            {"begin": {"age": 66.04, "unit": "Ma", "plus_minus": 0.05}, "end": {"age": 11.7, "unit": "ka"}},
        ]
    },
    "reference_systems": [{"epsg": 4326, "name": "WGS 84"}],
    "spatial_resolution": [{"distance": 0.5, "unit": "km"}, {"scale": 50000}],
    "temporal_resolution": {"duration": "P1M", "note": {"en": "monthly"}},
    "update_frequency": "monthly",
    "quality": {"en": "Flagged by hand with the SeaDataNet scale."},
    "use_limitations": {"en": "Not for navigation."},
    "access_note": {"en": "Open."},
    "forwarding": False,
    "variables": [
        {
            "name": "OXYGEN",
            "label": {"en": "Dissolved oxygen", "fr": "Oxygène dissous"},
            "standard_name": "moles_of_oxygen_per_unit_mass_in_sea_water",
            "concepts": [{"name": "DOXY", "scheme": "P02"}],
            "unit": "umol kg-1",
            "unit_uri": f"{_NERC}P06/current/KGUM/",
            "uncertainty": "2.0",
            "method": {"en": "Optode, Winkler calibrated."},
        }
    ],
    "instruments": [{"name": "SBE 9plus", "scheme": "L22"}],
    "platforms": [{"name": "R/V Antédon II"}],
    "projects": [{"name": "MOOSE"}],
    "campaigns": [{"name": "MOOSE-GE 2026", "identifier": "10.17600/18002235"}],
    "related": [
        {
            "identifier": "10.17882/42182#76230",
            "identifier_type": "DOI",
            "relation": "IsDocumentedBy",
            "resource_type": "Text",
            "title": "User manual",
            "document_kind": "PUM",
        }
    ],
    "documents": [{"path": "doc/manual v3.pdf", "kind": "PUM", "title": {"en": "Manual"}, "language": "en"}],
    "distribution": {
        "formats": [{"name": "NetCDF", "media_type": "application/x-netcdf", "version": "CF 1.8"}],
        "services": [{"kind": "OPeNDAP", "uri": "https://example.org/dap"}],
    },
    "dates": [{"kind": "Created", "date": "2019-02"}],
    "provenance": {
        "process": "divand",
        "process_version": "2.1",
        "software": [{"name": "DIVAnd.jl", "version": "2.7.9"}],
        "sources": [{"identifier": "10.17882/42182#76230", "path": "a.nc", "sha256": "0" * 64}],
        "parameters": [{"name": "length", "value": "50 km"}],
    },
}

PUBLICATION: dict[str, Any] = {
    "doi": "10.5072/42182",
    "publisher": {"kind": "organisation", "name": "Varve"},
    "date": "2026-11-18",
    "record_date": "2026-11-20",
    "number": 2,
    "note": "Typo in the title",
    "layers": [
        {
            "fragment": 43871,
            "date": "2026-11-18",
            "interval": {"begin": "2026-10", "end": "2026-10"},
            "document": "layer43871-2026-11-18.json",
            "sha256": "ab" * 32,
        }
    ],
}


def submittable(**changes: Any) -> dict[str, Any]:
    """The smallest draft that may be submitted, with other top-level fields put in; None takes a field out."""
    return _changed(_SUBMITTABLE, changes)


def complete(**changes: Any) -> dict[str, Any]:
    """A draft that says everything a draft can say, with other top-level fields put in; None takes a field out."""
    return _changed(_COMPLETE, changes)


def sealed_record() -> Record:
    """The complete draft as a sealed record."""
    return Record.model_validate(complete(publication=PUBLICATION))


def _changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    changed = deepcopy({**document, **changes})
    return {field: value for field, value in changed.items() if value is not None}
