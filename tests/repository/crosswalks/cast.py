"""The cast of the crosswalk tests: a full, a minimal and a bare record, and their editions."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from repository.crosswalks.edition import (
    Edition,
    EditionAccess,
    EditionColumn,
    EditionFile,
    EditionLayer,
    EditionStatus,
)
from repository.record.model import Record
from tests.services.components import shared_folder

SITE: Final = "https://data.example.org"

FULL: Final[dict[str, Any]] = {
    "resource_type": {"general": "Dataset", "text": "CTD sections"},
    "title": {"en": "Oxygen & salt of the <Pacific> shelf", "fr": "Oxygène et sel du plateau « pacifique »"},
    "other_titles": [{"text": "PACSHELF", "kind": "AlternativeTitle"}],
    "abstract": {"en": "Monthly sections.\nEvery metre, 5 < depth < 2000.", "ar": "قياسات شهرية للأكسجين"},
    "language": "en",
    "data_languages": ["fr", "en"],
    "identifiers": [{"value": "PAC-17", "kind": "cruise number"}],
    "creators": [
        {
            "family": "Marín", "given": "Clara", "orcid": "0000-0002-1825-0097",
            "identifiers": [{"scheme": "IdRef", "value": "026403188"}],
            "affiliations": [{"name": "Ifremer", "ror": "044jxhp58"}, {"name": "Example & Sons"}],
        },
        {"kind": "organisation", "name": "Shelf Team, Nouméa", "ror": "02feahw73"},
        {"family": "Suharto"},
    ],
    "contributors": [{"role": "DataManager", "party": {"family": "Roche", "given": "Luc"}}],
    "contacts": [{"name": "Help desk", "email": "help@example.org", "affiliation": {"name": "Ifremer"}}],
    "funding": [
        {
            "funder": "European Commission", "funder_identifier": "https://doi.org/10.13039/501100000780",
            "funder_identifier_type": "Crossref Funder ID", "award_number": "312463", "award_title": "FIXO3",
            "award_uri": "https://cordis.europa.eu/project/id/312463",
        },
        {"funder": "CNRS", "funder_identifier": "02feahw73", "funder_identifier_type": "ROR"},
    ],
    "poles": ["ocean"],
    "keywords": [
        {
            "term": {"en": "dissolved oxygen", "fr": "oxygène dissous"}, "scheme": "SeaDataNet P02",
            "scheme_uri": "http://vocab.nerc.ac.uk/collection/P02/current/",
            "uri": "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/",
        },
        {"term": {"en": "shelf"}},
    ],
    "topics": ["oceans"],
    "acquisition": ["in-situ"],
    "place": {
        "boxes": [
            {"west": 163.5, "south": -23, "east": -175.25, "north": -18},
            {"west": 166, "south": -22, "east": 166, "north": -22},
        ],
        "polygons": [{"exterior": [[160, -20], [165, -20], [165, -15], [160, -20]]}],
        "names": [{"name": {"en": "Coral Sea", "fr": "Mer de Corail"}}],
    },
    "vertical": [{"minimum": 0, "maximum": 2340.5, "positive": "down", "datum": "sea level; mean"}],
    "time": {
        "periods": [
            {"begin": "2019-01-14", "end": "2026-10-19"},
            {"begin": "2026-10", "ongoing": True},
            {"begin": {"age": 72.1, "unit": "Ma"}, "end": {"age": 66, "unit": "Ma"}, "name": {"en": "Maastrichtian"}},
        ]
    },
    "reference_systems": [{"epsg": 4326, "name": "WGS 84"}],
    "spatial_resolution": [{"distance": 1, "unit": "km"}],
    "temporal_resolution": {"duration": "P1M"},
    "lineage": {"en": "SBE 9plus casts, processed to 1 dbar."},
    "quality": {"en": "Flagged by hand."},
    "licence": {"spdx": "CC-BY-4.0"},
    "use_limitations": {"en": "Not for navigation."},
    "variables": [
        {
            "name": "DOXY", "label": {"en": "oxygen"}, "unit": "umol/kg",
            "standard_name": "moles_of_oxygen_per_unit_mass_in_sea_water",
            "concepts": [{"name": "Oxygen", "scheme": "P01", "uri": "http://vocab.nerc.ac.uk/collection/P01/current/D/"}],
        }
    ],
    "instruments": [{"name": "SBE 9plus", "uri": "http://vocab.nerc.ac.uk/collection/L22/current/TOOL0035/"}],
    "platforms": [{"name": "RV Alis"}],
    "projects": [{"name": "PACSHELF"}],
    "campaigns": [{"name": "Cruise 17"}],
    "related": [
        {"identifier": "10.1234/paper", "identifier_type": "DOI", "relation": "IsCitedBy"},
        {"identifier": "10.17882/42182#76230", "identifier_type": "DOI", "relation": "IsDerivedFrom"},
        {"identifier": "0706.0001", "identifier_type": "arXiv", "relation": "References"},
    ],
    "documents": [{"path": "manual.pdf", "kind": "PUM"}, {"path": "style.qml", "kind": "style"}],
    "processing_level": "L2",
    "update_frequency": "monthly",
    "access_note": {"en": "Sign in to download."},
    "forwarding": True,
    "distribution": {
        "formats": [{"name": "NetCDF", "media_type": "application/netcdf"}, {"name": "ODV spreadsheet"}],
        "services": [{"kind": "ERDDAP", "uri": "https://erddap.example.org/"}],
    },
    "provenance": {"process": "divand", "process_version": "2", "sources": [{"identifier": "10.1234/in"}]},
    "dates": [{"kind": "Created", "date": "2026-11-01"}, {"kind": "Issued", "date": "2025", "note": "on paper"}],
}  # fmt: skip

_FILES: Final = tuple(
    EditionFile(path, f"{SITE}/datasets/42182/files/43871/{path}", size, "0" * 64, media_type, "data")
    for path, size, media_type in (
        ("ctd.nc", 5_000_000, "application/netcdf"),
        ("ctd.csv", 20_000, "text/csv"),
        ("manual.pdf", 3_000, "application/pdf"),
    )
)


def full_record(**changes: Any) -> Record:
    """Every field that a format carries."""
    return Record.model_validate({**FULL, **changes})


def minimal_record(**changes: Any) -> Record:
    """What a submission cannot do without."""
    document = {
        "title": {"en": "Sea level at Brest"},
        "abstract": {"en": "Hourly heights."},
        "language": "en",
        "creators": [{"family": "Roche", "given": "Luc"}],
        "licence": {"spdx": "etalab-2.0"},
    }
    return Record.model_validate({**document, **changes})


def bare_record() -> Record:
    """A title and nothing else."""
    return Record.model_validate({"title": {"und": "Untitled cores"}})


def edition(**changes: Any) -> Edition:
    """A public dataset with two layers."""
    layers = (
        EditionLayer(43871, f"{SITE}/datasets/42182/layers/43871/", date(2026, 11, 18), files=_FILES),
        EditionLayer(42350, f"{SITE}/datasets/42182/layers/42350/", date(2025, 3, 5), files=_FILES[:1]),
    )
    given: dict[str, Any] = {
        "doi": "10.17882/42182",
        "url": f"{SITE}/datasets/42182/",
        "publisher": "Varve",
        "published": date(2025, 3, 5),
        "updated": date(2026, 11, 18),
        "number": 3,
        "layers": layers,
        **changes,
    }
    return Edition(**given)


def unresolved() -> Edition:
    """A dataset without layers under a prefix that does not resolve."""
    day = date(2026, 3, 5)
    doi = "10.5072/7"
    return edition(
        doi=doi, url=f"{SITE}/datasets/7/", published=day, updated=day, number=1, layers=(), doi_resolves=False,
        site_url=SITE,
    )  # fmt: skip


def with_columns() -> tuple[EditionLayer, ...]:
    """The layers, the columns of the newest table read."""
    columns = (EditionColumn("station", "text"), EditionColumn("DOXY", "decimal"), EditionColumn("n", "whole"))
    layer, *older = edition().layers
    first, table, *others = layer.files
    return replace(layer, files=(first, replace(table, columns=columns), *others)), *older


def embargoed(**changes: Any) -> Edition:
    """The files, whose columns are known here, open on 1 February 2028."""
    given = {"layers": with_columns(), "embargo_until": date(2028, 2, 1), **changes}
    return edition(access=EditionAccess.EMBARGOED, **given)


def withdrawn(**changes: Any) -> Edition:
    """A tombstone."""
    given = {
        "withdrawn_on": date(2027, 1, 9),
        "withdrawal_reason": "The sensor was <broken> & \x07 replaced.",
        **changes,
    }
    return edition(status=EditionStatus.WITHDRAWN, **given)


def schemas_folder() -> Path:
    """The official schemas, or the test is skipped by name."""
    return shared_folder("standards/schemas")
