"""What a person reads in the real records: path in the record -> its value, or how many entries the list has."""

from typing import Any, Final

TRUTH: Final[dict[str, dict[str, Any]]] = {
    "datacite-xml/datacite-full-4.6.xml": {
        "title": {"en": "Example Title", "fr": "Example TranslatedTitle"},
        "other_titles/0/kind": "Subtitle",
        "creators/0/orcid": "0000-0001-5727-2427",
        "creators/0/affiliations/0/ror": "04wxnsj81",
        "creators/1": {"kind": "organisation", "name": "ExampleOrganization", "ror": "04wxnsj81"},
        "contributors": 22,
        "publication/publisher/ror": "04z8jg394",
        "resource_type": {"general": "Dataset", "text": "Example ResourceType"},
        "licence": {"spdx": "CC-BY-4.0"},
    },
    "pangaea-902845/datacite4.xml": {
        "creators": 9,
        "creators/0": {
            "kind": "person", "family": "Bärfuss", "given": "Konrad", "orcid": "0000-0001-5130-5494",
        },
        "time/periods": [{"begin": "2016-09-06", "end": "2017-10-15"}],
        "place/boxes": [{"west": 6.516988, "south": 53.452294, "east": 9.158623, "north": 54.993339}],
        "keywords/6/scheme": "Project",
        "funding/0/award_number": "0325783B",
        "funding/0/funder_identifier_type": "Crossref Funder ID",
        "data_languages": ["en"],
        "licence": {"spdx": "CC-BY-4.0"},
    },
    "pangaea-902845/datacite-crosscite.json": {
        "creators": 9,
        "creators/0/orcid": "0000-0001-5130-5494",
        "place/boxes": [{"west": 6.516988, "south": 53.452294, "east": 9.158623, "north": 54.993339}],
        "licence": {"spdx": "CC-BY-4.0"},
    },
    "pangaea-902845/iso19139.xml": {
        "creators": 9,
        "creators/0/family": "Bärfuss",
        "place/boxes": [{"west": 6.516988, "south": 53.452294, "east": 9.158623, "north": 54.993339}],
        "time/periods": [{"begin": "2016-09-06", "end": "2017-10-15"}],
        "language": "en",
    },
    "datacite-json/datacite-full-4.3.json": {
        "title": {"en-US": "Full DataCite XML Example"},
        "creators/0/affiliations/0/ror": "04wxnsj81",
        "contributors/0/role": "ProjectLeader",
        "licence": {"spdx": "CC0-1.0"},
        "place/boxes": [
            {"west": -67.302, "south": 31.233, "east": -67.302, "north": 31.233},
            {"west": -71.032, "south": 41.09, "east": -68.211, "north": 42.893},
        ],
        "place/polygons/0/exterior/1": [-69.622, 42.893],
        "place/names": [{"name": {"und": "Atlantic Ocean"}}],
        "related/1/resource_type": "Text",
        "funding/0/award_number": "CBET-106",
    },
    "datacite-json/api.datacite.org-dois-zenodo.8347772.json": {
        "title": {"und": "F-UJI - An Automated FAIR Data Assessment Tool"},
        "identifiers": [{"value": "10.5281/zenodo.8347772", "kind": "DOI"}],
        "keywords": 9,
        "publication/version": "v2.2.5",
    },
    "datacite-xml/gfz-geofon-oai.xml": {"resource_type/general": "Dataset", "dates": 3},
    "iso19115-3/sextant-odatis-acc-fronts.xml": {
        "language": "fr",
        "title/en": "Position of the Antarctic Circumpolar Current fronts",
        "title/fr": "Position des fronts du Courant Circumpolaire Antarctique",
        "topics": ["oceans"],
        "time/periods": [{"begin": "1993-01", "end": "2023-12"}],
        "reference_systems": [{"epsg": 4326}],
        "instruments": 9,
        "keywords/5/uri": "http://vocab.nerc.ac.uk/collection/OD1/current/CURR/",
        "contacts": [{"name": "AVISO", "email": "aviso@altimetry.fr"}],
    },
    "iso19115-3/iso-mds-2.0-example.xml": {
        "title": {"und": "Sample Metadata for Minimal Conformance Class"},
    },
    "iso19139/pacioos-ns06agg-gmi.xml": {
        "creators/0": {
            "kind": "person", "family": "McManus", "given": "Margaret",
            "affiliations": [{"name": "University of Hawaii"}],
        },
        "contributors/0/role": "Distributor",
        "contacts/0/email": "mamc@hawaii.edu",
        "time/periods": [{"begin": "2010-05-07", "end": "2014-03-17"}],
        "variables": 9,
        "variables/0/name": "temp",
        "keywords/6/kind": "place",
    },
    "iso19139/wdcc-enes-climate-oai.xml": {
        "resource_type": {"general": "Collection"},
        "place/boxes": [{"west": -180, "south": -90, "east": 180, "north": 90}],
        "time/periods/0": {"begin": "2006-01-16", "end": "2100-12-16"},
    },
    "iso19139/deims-lter-site-valid.xml": {"data_languages": ["en"], "keywords": 4},
    "oai_dc/egi-datahub-oai.xml": {"creators": 1},
    "schemaorg/soso-full.jsonld": {
        "creators": 2,
        "creators/0": {"kind": "person", "family": "Quetin", "given": "Langdon"},
        "time/periods": [{"begin": "2001-08-06", "end": "2002-09-09"}],
        "place/boxes": [{"west": -75.8183, "south": -68.4817, "east": -68.5033, "north": -65.08}],
        "licence": {"spdx": "CC-BY-4.0"},
        "funding/0/award_number": "9909933",
        "variables": 13,
    },
}  # fmt: skip

REFUSED: Final = {
    "datacite-json/bluecloud-argo.json": "document-unknown",
    "dcat/jrc-geodataset-dcat.xml": "document-unknown",
    "dcat/sextant-bathymetry-dcat.xml": "document-unknown",
    "iso19139/gemini-truncated-not-wellformed.xml": "document-broken",
    "oai_dc/pycsw-error-cannotDisseminateFormat.xml": "document-unknown",
    "oai_dc/zenodo-ListMetadataFormats.xml": "document-unknown",
}
"""What is no description of one of the dialects, and the code it is refused with."""
