"""The catalogue, what is conformed to, and the one collection (STAC 1.1.0; STAC API 1.0: core, collections)."""

from typing import Any, Final

from harvest.ogcapi_records.documents import COLLECTION, CQL2, FILTERING, Extent, Place
from repository.ogc_links import GEOJSON, HTML, JSON, OGC, OPENAPI, SCHEMA, Link, link

VERSION: Final = "1.1.0"

_API: Final = "https://api.stacspec.org/v1.0.0/"
CONFORMS_TO: Final = (
    *(f"{_API}{name}" for name in (
        "core", "collections", "ogcapi-features", "ogcapi-features#sort", "ogcapi-features#fields",
        "ogcapi-features#query", "item-search", "item-search#sort", "item-search#fields", "item-search#query",
    )),
    *(f"https://api.stacspec.org/v1.0.0-rc.3/{name}" for name in ("item-search#filter", "ogcapi-features#filter")),
    *(f"https://api.stacspec.org/v1.0.0-rc.1/{name}#free-text" for name in ("item-search", "ogcapi-features")),
    *(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson", "oas30")),
    *FILTERING,
    *CQL2,
)  # fmt: skip


def catalogue(place: Place) -> dict[str, Any]:
    """`/`: the root catalogue."""
    search = {"title": "Search of items", "kind": GEOJSON}
    return {
        "type": "Catalog",
        "stac_version": VERSION,
        "id": "datasets-of-this-repository",
        "title": f"{place.name}: STAC",
        "description": "The public datasets of the repository as items, with their files as assets.",
        "conformsTo": list(CONFORMS_TO),
        "links": [
            link("self", f"{place.root}/", JSON, "This document"),
            _root(place),
            link("service-desc", f"{place.root}/api", OPENAPI, "The API (OpenAPI 3.0)"),
            link("service-doc", f"{place.site}/help/#machines", HTML, "How programs find datasets"),
            link("conformance", f"{place.root}/conformance", JSON, "What the API conforms to"),
            link("data", f"{place.root}/collections", JSON, "The collections"),
            link("child", place.collection, JSON, f"Datasets of {place.name}"),
            link("search", f"{place.root}/search", **search, method="GET"),
            link("search", f"{place.root}/search", **search, method="POST"),
            link(f"{OGC}queryables", f"{place.root}/queryables", SCHEMA, "What items can be asked by"),
        ],
    }


def conformance() -> dict[str, Any]:
    """`/conformance`."""
    return {"conformsTo": list(CONFORMS_TO)}


def collections(place: Place, extent: Extent) -> dict[str, Any]:
    """`/collections`."""
    links = [link("self", f"{place.root}/collections", JSON, "The collections"), _root(place)]
    return {"collections": [collection(place, extent)], "links": links}


def collection(place: Place, extent: Extent) -> dict[str, Any]:
    """`/collections/datasets`."""
    return {
        "type": "Collection",
        "stac_version": VERSION,
        "id": COLLECTION,
        "title": f"Datasets of {place.name}",
        "description": "Every public dataset of the repository: one item each, whose files have licences of their own.",
        "license": "other",
        "providers": [{"name": place.name, "roles": ["host"], "url": place.site}],
        "extent": extent.as_json(),
        "links": [
            link("self", place.collection, JSON, "This collection"),
            _root(place),
            link("parent", f"{place.root}/", JSON, "The catalogue"),
            link("items", place.items, GEOJSON, "The items"),
            link(f"{OGC}queryables", f"{place.collection}/queryables", SCHEMA, "What items can be asked by"),
            link("license", f"{place.site}/legal/", HTML, "Terms"),
        ],
    }


def as_member(place: Place, item: dict[str, Any]) -> dict[str, Any]:
    """A stored item as a member of the collection (STAC API 1.0, ogcapi-features: links of an item)."""
    own = [
        link("self", f"{place.items}/{item['id']}", GEOJSON),
        _root(place),
        link("parent", place.collection, JSON, "The collection"),
        link("collection", place.collection, JSON, "The collection"),
    ]
    kept = [each for each in item.get("links", ()) if each.get("rel") != "self"]
    return {**item, "collection": COLLECTION, "links": [*own, *kept]}


def _root(place: Place) -> Link:
    return link("root", f"{place.root}/", JSON, "The catalogue")
