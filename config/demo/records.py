"""What the demo's datasets say of themselves."""

from typing import Any

MARIN: dict[str, Any] = {
    "kind": "person",
    "family": "Marin",
    "given": "Clara",
    "orcid": "0000-0002-1825-0097",
    "affiliations": [{"name": "Oceanological Observatory of the Gulf", "country": "FR"}],
}
OKAFOR: dict[str, Any] = {
    "kind": "person",
    "family": "Okafor",
    "given": "Ngozi",
    "affiliations": [{"name": "Institute of Shelf Seas"}],
}
ROCHE: dict[str, Any] = {
    "kind": "person",
    "family": "Roche",
    "given": "Lucie",
    "orcid": "0000-0001-5109-3700",
    "affiliations": [{"name": "Institut des tremblements de terre", "country": "FR"}],
}

GULF: dict[str, Any] = {
    "language": "en",
    "data_languages": ["en"],
    "title": {
        "en": "Hydrography and dissolved oxygen of the Gulf of Lion shelf, autumn 2026",
        "fr": "Hydrographie et oxygène dissous du plateau du golfe du Lion, automne 2026",
    },
    "abstract": {
        "en": "Eight casts across the shelf of the Gulf of Lion on one day of October 2026. Each gives temperature, "
        "practical salinity and dissolved oxygen from 2 m to 100 m. Oxigen is calibrated against Winkler titrations of "
        "bottle samples taken on the same day. A depth grid of the shelf places the stations.",
        "fr": "Huit profils à travers le plateau du golfe du Lion en une journée d'octobre 2026\u00a0: température, "
        "salinité pratique et oxygène dissous de 2 à 100 m, l'oxygène étant étalonné par titrage Winkler.",
    },
    "creators": [MARIN, OKAFOR],
    "poles": ["ocean"],
    "topics": ["oceans"],
    "contacts": [{"name": "Data desk of the observatory", "email": "data@observatory.example"}],
    "keywords": [
        {
            "term": {"en": "dissolved oxygen", "fr": "oxygène dissous"},
            "scheme": "SeaDataNet Parameter Discovery Vocabulary (P02)",
            "uri": "http://vocab.nerc.ac.uk/collection/P02/current/DOXY/",
        },
        {"term": {"en": "CTD"}},
        {"term": {"en": "Gulf of Lion", "fr": "golfe du Lion"}, "kind": "place"},
    ],
    "place": {"boxes": [{"west": 3.3, "south": 42.3, "east": 5.2, "north": 43.4}]},
    "vertical": [{"minimum": 2, "maximum": 100, "positive": "down", "datum": "mean sea level"}],
    "time": {"periods": [{"begin": "2026-10-05", "end": "2026-10-05"}]},
    "reference_systems": [{"epsg": 4326}],
    "lineage": {
        "en": "SBE 9plus casts processed to fixed depths with the maker's software; sensors calibrated in February "
        "2026; oxygen corrected with the bottle samples of the same stations."
    },
    "licence": {"spdx": "CC-BY-4.0"},
    "forwarding": True,
    "funding": [{"funder": "Coastal Ocean Programme", "award_number": "COP-2023-118"}],
    "variables": [
        {"name": "TEMP", "standard_name": "sea_water_temperature", "unit": "degC", "uncertainty": "0.002"},
        {"name": "PSAL", "standard_name": "sea_water_practical_salinity", "unit": "1", "uncertainty": "0.003"},
        {"name": "DOX2", "standard_name": "moles_of_oxygen_per_unit_mass_in_sea_water", "unit": "umol kg-1"},
    ],
    "instruments": [{"name": "SBE 9plus CTD"}],
    "platforms": [{"name": "RV Example"}],
    "related": [
        {
            "identifier": "https://example.org/manuals/oxygen-optodes",
            "identifier_type": "URL",
            "relation": "IsDocumentedBy",
            "title": "Calibration of oxygen optodes on a shelf observatory: user manual",
        }
    ],
}

GULF_MENDED = GULF["abstract"]["en"].replace("Oxigen", "Oxygen")

MACROSEISMIC: dict[str, Any] = {
    "language": "fr",
    "data_languages": ["fr"],
    "title": {
        "fr": "Intensités macrosismiques du séisme ressenti du 3 mars 2026",
        "en": "Macroseismic intensities of the earthquake felt on 3 March 2026",
    },
    "abstract": {
        "fr": "Intensités EMS-98 par commune, estimées d'après les témoignages recueillis pendant dix jours.",
        "en": "EMS-98 intensities by municipality, estimated from testimonies collected during ten days.",
    },
    "creators": [ROCHE],
    "poles": ["solid-earth"],
    "topics": ["geoscientificInformation"],
    "contacts": [{"name": "Bureau macrosismique", "email": "macrosismique@institut.example"}],
    "keywords": [{"term": {"fr": "macrosismicité", "en": "macroseismics"}}, {"term": {"fr": "intensité EMS-98"}}],
    "place": {"boxes": [{"west": 4.4, "south": 44.2, "east": 4.6, "north": 44.5}]},
    "time": {"periods": [{"begin": "2026-03-03", "end": "2026-03-13"}]},
    "lineage": {
        "fr": "Questionnaires individuels\u00a0; médiane par commune\u00a0; communes de moins de trois réponses "
        "écartées."
    },
    "licence": {"spdx": "etalab-2.0"},
    "forwarding": True,
}

WITHDRAWN: dict[str, Any] = {
    **MACROSEISMIC,
    "title": {"fr": "Intensités macrosismiques, première estimation", "en": "Macroseismic intensities, first estimate"},
}

WAITING: dict[str, Any] = {
    **GULF,
    "title": {"en": "Winkler titrations of the Gulf of Lion shelf, 5 October 2026"},
    "abstract": {"en": "Dissolved oxygen of bottle samples at eight stations, by Winkler titration, with flags."},
    "creators": [OKAFOR, MARIN],
    "variables": [
        {"name": "oxygen", "standard_name": "moles_of_oxygen_per_unit_mass_in_sea_water", "unit": "umol kg-1"}
    ],
}

STARTED: dict[str, Any] = {
    "language": "en",
    "title": {"en": "Depth grid of the shelf"},
    "creators": [MARIN],
    "poles": ["ocean"],
}
