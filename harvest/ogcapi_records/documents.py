"""The landing page, what is conformed to, and the one collection (OGC 20-004r1, clauses 7, 9 and 10)."""

from dataclasses import dataclass
from typing import Any, Final

from harvest.ogcapi.links import both_forms
from repository.ogc_links import GEOJSON, HTML, JSON, OGC, OPENAPI, SCHEMA, Link, link

COLLECTION: Final = "datasets"
DEFAULT_ORDER: Final = "created"
"""What records are sorted by where nobody says: none moves in this order while somebody goes from page to page."""

_RECORDS: Final = "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/"
_COMMON: Final = "http://www.opengis.net/spec/ogcapi-common-"
_FEATURES: Final = "http://www.opengis.net/spec/ogcapi-features-"
CQL2: Final = tuple(
    f"http://www.opengis.net/spec/cql2/1.0/conf/{name}"
    for name in ("cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison",
                 "basic-spatial-functions", "basic-spatial-functions-plus", "temporal-functions", "array-functions")
)  # fmt: skip
FILTERING: Final = tuple(f"{_FEATURES}3/1.0/conf/{name}" for name in ("queryables", "filter", "features-filter"))
CONFORMS_TO: Final = (
    *(f"{_COMMON}{name}" for name in ("1/1.0/conf/core", "1/1.0/conf/landing-page", "1/1.0/conf/json",
                                      "1/1.0/conf/oas30", "2/1.0/conf/collections")),
    *(f"{_FEATURES}1/1.0/conf/{name}" for name in ("core", "geojson", "oas30")),
    *FILTERING,
    f"{_FEATURES}3/1.0/conf/queryables-query-parameters",
    *CQL2,
    *(f"{_RECORDS}{name}" for name in (
        "record-core", "record-collection", "record-core-query-parameters", "records-api", "searchable-catalog",
        "searchable-catalog/sorting", "searchable-catalog/filtering", "sorting", "cql-filter", "json", "oas30",
    )),
)  # fmt: skip
"""Not ``html``: the pages are there for people, and tell less than the documents do."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when the data of all records are about: west, south, east, north; days; None where nobody knows."""

    bbox: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)
    begin: str | None = None
    end: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As collections of OGC and STAC have it."""
        interval = [f"{self.begin}T00:00:00Z" if self.begin else None, f"{self.end}T23:59:59Z" if self.end else None]
        return {"spatial": {"bbox": [list(self.bbox)]}, "temporal": {"interval": [interval]}}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the API is: the site's name, its address, and that of the API without a stroke at its end."""

    name: str
    site: str
    root: str

    @property
    def collection(self) -> str:
        """The address of the collection."""
        return f"{self.root}/collections/{COLLECTION}"

    @property
    def items(self) -> str:
        """The address of its members."""
        return f"{self.collection}/items"


def landing(place: Place, *, page: bool = False) -> dict[str, Any]:
    """`/`."""
    return {
        "title": f"{place.name}: records",
        "description": "Descriptions of the public datasets of the repository, by OGC API - Records.",
        "links": [
            *both_forms("self", f"{place.root}/", JSON, "This document", page=page),
            link("service-desc", f"{place.root}/api", OPENAPI, "The API (OpenAPI 3.0)"),
            link("service-doc", f"{place.root}/api?f=html", HTML, "The API, to be read"),
            link("conformance", f"{place.root}/conformance", JSON, "What the API conforms to"),
            link(f"{OGC}conformance", f"{place.root}/conformance", JSON, "What the API conforms to"),
            link("data", f"{place.root}/collections", JSON, "The collections"),
            link(f"{OGC}data", f"{place.root}/collections", JSON, "The collections"),
            link("search", place.items, GEOJSON, "The records"),
        ],
    }


def conformance(place: Place, *, page: bool = False) -> dict[str, Any]:
    """`/conformance`."""
    links = both_forms("self", f"{place.root}/conformance", JSON, "What the API conforms to", page=page)
    return {"conformsTo": list(CONFORMS_TO), "links": links}


def collections(place: Place, extent: Extent, *, page: bool = False) -> dict[str, Any]:
    """`/collections`."""
    links = [*both_forms("self", f"{place.root}/collections", JSON, "The collections", page=page), _root(place)]
    return {"links": links, "collections": [collection(place, extent)]}


def collection(place: Place, extent: Extent, *, page: bool = False) -> dict[str, Any]:
    """`/collections/datasets`: the catalogue as a record collection."""
    return {
        "id": COLLECTION,
        "type": "Collection",
        "itemType": "record",
        "title": f"Datasets of {place.name}",
        "description": "Every public dataset of the repository. Its files have licences of their own.",
        "extent": extent.as_json(),
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "license": "other",
        "defaultSortOrder": [{"field": DEFAULT_ORDER, "direction": "asc"}],
        "links": [
            *both_forms("self", place.collection, JSON, "This collection", page=page),
            _root(place),
            link("parent", f"{place.root}/collections", JSON, "The collections"),
            link("items", place.items, GEOJSON, "The records"),
            link("items", f"{place.items}?f=html", HTML, "The records, to be read"),
            link(f"{OGC}queryables", f"{place.collection}/queryables", SCHEMA, "What records can be asked by"),
            link(f"{OGC}sortables", f"{place.collection}/sortables", SCHEMA, "What records can be sorted by"),
            link("license", f"{place.site}/legal/", HTML, "Terms"),
        ],
    }


def links_of_item(place: Place, identifier: str, *, alone: bool = False) -> list[Link]:
    """The links that a record has as a member of the collection; ``alone``: as a document of its own."""
    own = [
        link("self", f"{place.items}/{identifier}", GEOJSON),
        link("collection", place.collection, JSON, "The collection"),
    ]
    return [*own, _root(place)] if alone else own


def _root(place: Place) -> Link:
    return link("root", f"{place.root}/", JSON, "The API")
