"""The OpenAPI document of the STAC API, and the shapes of its answers."""

from functools import lru_cache
from typing import Any, Final

from harvest.ogcapi import openapi
from harvest.ogcapi.openapi import BOX, FREE, GEOMETRY, LINKS, TEXT, TEXTS, Schema, asked, in_path, operation, ref
from harvest.ogcapi_records.documents import COLLECTION, Place
from repository.ogc_links import GEOJSON, JSON, OPENAPI, SCHEMA

_FIELDS: Final = asked("fields", TEXTS, "Members with + (or nothing) or - before them, with commas.")
_QUERY: Final = asked("query", TEXT, 'An object as JSON: {"platform": {"eq": "Thalassa"}}.')
_SHAPE: Final = asked("intersects", TEXT, "A GeoJSON geometry.")
_COLLECTIONS: Final = asked("collections", TEXTS, "Collections, with commas; there is one.")
_OF_ITEMS: Final = (
    openapi.BBOX, openapi.DATETIME, openapi.LIMIT_ASKED, openapi.IDS, openapi.WORDS, openapi.SORT, _FIELDS, _QUERY,
    openapi.FILTER, openapi.FILTER_LANG, openapi.FILTER_CRS, openapi.TOKEN, _SHAPE, _COLLECTIONS,
)  # fmt: skip
_ID: Final = in_path("collectionId", "The collection.", among=[COLLECTION])

_BODY: Final[Schema] = {
    "type": "object",
    "properties": {
        "bbox": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
        **dict.fromkeys(("ids", "collections", "q"), TEXTS),
        **dict.fromkeys(("datetime", "filter-crs", "token"), TEXT),
        "filter-lang": {"type": "string", "enum": ["cql2-text", "cql2-json"]},
        **dict.fromkeys(("intersects", "query", "filter"), FREE),
        "limit": {"type": "integer", "minimum": 1},
        "sortby": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": TEXT, "direction": {"type": "string", "enum": ["asc", "desc"]}},
                "required": ["field"],
            },
        },
        "fields": {"type": "object", "properties": {"include": TEXTS, "exclude": TEXTS}},
    },
    "additionalProperties": False,
}


@lru_cache(maxsize=4)
def document(place: Place) -> dict[str, Any]:
    """The whole document."""
    said = "The public datasets as STAC items: item search with sort, fields, query, CQL2 and texts. Nobody signs in."
    return openapi.document(f"{place.name}: STAC", said, place.root, _paths(), SHAPES)


def _paths() -> dict[str, Any]:
    named = f"/collections/{{{_ID['name']}}}"
    one = [_ID, in_path("itemId", "Its `id`.")]
    return {
        "/": {"get": _get("getCatalogue", "The root catalogue.", "Catalogue")},
        "/conformance": {"get": _get("getConformance", "What it conforms to.", "ConfClasses")},
        "/api": {"get": _get("getApi", "This document.", "Api", kind=OPENAPI)},
        "/queryables": {"get": _get("getQueryables", "What items can be asked by.", "Names", kind=SCHEMA)},
        "/collections": {"get": _get("getCollections", "All collections.", "Collections")},
        named: {"get": _get("getCollection", "One collection.", "Collection", parameters=[_ID])},
        f"{named}/queryables": {
            "get": _get("getQueryablesOf", "What items can be asked by.", "Names", kind=SCHEMA, parameters=[_ID])
        },
        f"{named}/items": {"get": _get("getItems", "A page.", "Items", kind=GEOJSON, parameters=[_ID, *_OF_ITEMS])},
        f"{named}/items/{{itemId}}": {"get": _get("getItem", "One item.", "Item", kind=GEOJSON, parameters=one)},
        "/search": {
            "get": _get("getSearch", "A search.", "Items", kind=GEOJSON, parameters=_OF_ITEMS),
            "post": _get("postSearch", "A search in a JSON body.", "Items", kind=GEOJSON, body=_BODY),
        },
    }


def _get(name: str, summary: str, shape: str, *, kind: str = JSON, **more: Any) -> Schema:
    return operation(name, summary, shape, kind=kind, has_page=False, **more)


_STAC: Final = {"stac_version": {"type": "string", "enum": ["1.1.0"]}, "links": LINKS}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
SHAPES: Final[dict[str, Schema]] = {
    "ConfClasses": openapi.CONFORMANCE,
    "Api": {"type": "object", "properties": {"openapi": TEXT, "paths": FREE}, "required": ["openapi", "paths"]},
    "Names": openapi.SCHEMA_SHAPE,
    "Catalogue": {
        "type": "object",
        "properties": {
            **_STAC,
            "type": {"type": "string", "enum": ["Catalog"]},
            **dict.fromkeys(("id", "title", "description"), TEXT),
            "conformsTo": {"type": "array", "items": TEXT},
        },
        "required": ["type", "stac_version", "id", "description", "links", "conformsTo"],
    },
    "Collection": {
        "type": "object",
        "properties": {
            **_STAC,
            "type": {"type": "string", "enum": ["Collection"]},
            **dict.fromkeys(("id", "title", "description", "license"), TEXT),
            "extent": openapi.EXTENT,
        },
        "required": ["type", "stac_version", "id", "description", "license", "extent", "links"],
    },
    "Collections": {
        "type": "object",
        "properties": {"collections": {"type": "array", "items": ref("Collection")}, "links": LINKS},
        "required": ["collections", "links"],
    },
    "Item": {
        "type": "object",
        "description": "Members may be missing where `fields` says so.",
        "properties": {
            **_STAC,
            "type": {"type": "string", "enum": ["Feature"]},
            **dict.fromkeys(("id", "collection"), TEXT),
            "geometry": GEOMETRY,
            "bbox": BOX,
            "properties": FREE,
            "assets": FREE,
        },
    },
    "Items": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": ref("Item")},
            "links": LINKS,
            "timeStamp": {"type": "string", "format": "date-time"},
            "numberMatched": _COUNT,
            "numberReturned": _COUNT,
        },
        "required": ["type", "features", "links", "numberMatched", "numberReturned"],
    },
}
