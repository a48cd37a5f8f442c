"""The OpenAPI document of the records API, and the shapes of its answers as the standard has them."""

from functools import lru_cache
from typing import Any, Final

from harvest.ogcapi import openapi
from harvest.ogcapi.openapi import BOX, FREE, GEOMETRY, LINKS, TEXT, TEXTS, Schema, asked, in_path, operation, ref
from harvest.ogcapi_records.documents import COLLECTION, Place
from harvest.records.queryables import RECORDS, Kind
from repository.ogc_links import GEOJSON, JSON, OPENAPI, SCHEMA

TYPE: Final = asked("type", TEXTS, "Types of resources, with commas, such as Dataset.")
EXTERNAL: Final = asked("externalIds", TEXTS, "Identifiers such as 10.5072/42182 or doi:10.5072/42182, with commas.")
_OF_ITEMS: Final = (
    openapi.BBOX, openapi.DATETIME, openapi.LIMIT_ASKED, openapi.WORDS, openapi.IDS, TYPE, EXTERNAL, openapi.SORT,
    openapi.FILTER, openapi.FILTER_LANG, openapi.FILTER_CRS, openapi.TOKEN,
)  # fmt: skip

ASKED_BY_NAME: Final = tuple(
    name
    for name, each in RECORDS.names.items()
    if each.kind in (Kind.TEXT, Kind.CODE, Kind.MOMENT, Kind.DAY) and name not in {item["name"] for item in _OF_ITEMS}
)
"""Queryables that are arguments too: ``publisher=...`` (Features Part 3, queryables as query parameters)."""

KNOWN: Final = (*(each["name"] for each in _OF_ITEMS), *ASKED_BY_NAME, "f")
"""Every argument of `/items`."""

_NAMED: Final = tuple(asked(name, TEXT, f"{RECORDS.names[name].title}: exactly this.") for name in ASKED_BY_NAME)
_ID: Final = in_path("collectionId", "The collection.", among=[COLLECTION])
_FEATURES: Final = "A page of records, and where the next one is."


@lru_cache(maxsize=4)
def document(place: Place) -> dict[str, Any]:
    """The whole document."""
    said = "Descriptions of public datasets: OGC API - Records 1.0 with sorting and CQL2. Nobody signs in."
    return openapi.document(f"{place.name}: records", said, place.root, _paths(), SHAPES)


def _paths() -> dict[str, Any]:
    items = operation("getRecords", _FEATURES, "Records", kind=GEOJSON, parameters=[_ID, *_OF_ITEMS, *_NAMED])
    by_body = operation(
        "findRecords",
        "The same, with a condition in CQL2 JSON as the body.",
        "Records",
        kind=GEOJSON,
        parameters=[_ID, *(each for each in (*_OF_ITEMS, *_NAMED) if each["name"] != "filter")],
        body=FREE,
    )
    one = operation(
        "getRecord", "One record.", "Record", kind=GEOJSON, parameters=[_ID, in_path("recordId", "Its `id`.")]
    )
    one["responses"]["303"] = {"description": "Its page is that of the dataset."}
    named = f"/collections/{{{_ID['name']}}}"
    names = {"queryables": "What records can be asked by.", "sortables": "What records can be sorted by."}
    return {
        "/": {"get": operation("getLandingPage", "Where everything is.", "LandingPage", kind=JSON)},
        "/conformance": {"get": operation("getConformance", "What it conforms to.", "ConfClasses", kind=JSON)},
        "/api": {"get": operation("getApi", "This document.", "Api", kind=OPENAPI)},
        "/collections": {"get": operation("getCollections", "All collections.", "Collections", kind=JSON)},
        named: {"get": operation("getCollection", "One collection.", "Collection", kind=JSON, parameters=[_ID])},
        **{
            f"{named}/{name}": {"get": operation(f"get{name.title()}", words, "Names", kind=SCHEMA, parameters=[_ID])}
            for name, words in names.items()
        },
        f"{named}/items": {"get": items, "post": by_body},
        f"{named}/items/{{recordId}}": {"get": one},
    }


_LANGUAGE: Final[Schema] = {"type": "object", "properties": {"code": TEXT}, "required": ["code"]}
_CONTACT: Final[Schema] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("identifier", "name", "position", "organization", "description"), TEXT),
        "links": LINKS,
        "roles": {"type": "array", "items": TEXT, "minItems": 1},
    },
    "anyOf": [{"required": ["name"]}, {"required": ["organization"]}],
}
_CONCEPT: Final[Schema] = {
    "type": "object",
    "properties": dict.fromkeys(("id", "title", "description", "url"), TEXT),
    "required": ["id"],
}
_THEME: Final[Schema] = {
    "type": "object",
    "properties": {"scheme": TEXT, "title": TEXT, "concepts": {"type": "array", "items": _CONCEPT, "minItems": 1}},
    "required": ["scheme", "concepts"],
}
_EXTERNAL: Final[Schema] = {
    "type": "object", "properties": {"scheme": TEXT, "value": TEXT}, "required": ["value"],
}  # fmt: skip
_FORMAT: Final[Schema] = {
    "type": "object",
    "properties": {"name": TEXT, "mediaType": TEXT},
    "anyOf": [{"required": ["name"]}, {"required": ["mediaType"]}],
}
_INSTANT: Final[Schema] = {"type": "string", "format": "date-time"}
_PROPERTIES: Final[Schema] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("type", "title", "description", "license", "rights"), TEXT),
        **dict.fromkeys(("created", "updated"), _INSTANT),
        "keywords": {"type": "array", "items": TEXT},
        "themes": {"type": "array", "items": _THEME, "minItems": 1},
        "language": _LANGUAGE,
        "resourceLanguages": {"type": "array", "items": _LANGUAGE},
        "externalIds": {"type": "array", "items": _EXTERNAL},
        "formats": {"type": "array", "items": _FORMAT},
        "contacts": {"type": "array", "items": _CONTACT},
    },
    "required": ["type", "title"],
}
_DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
_TIME: Final[Schema] = {
    "type": "object",
    "nullable": True,
    "properties": {
        "date": {"type": "string", "pattern": _DAY},
        "interval": {
            "type": "array",
            "items": {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2}|\.\.)$"},
            "minItems": 2,
            "maxItems": 2,
        },
        "resolution": TEXT,
    },
}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
SHAPES: Final[dict[str, Schema]] = {
    "LandingPage": {
        "type": "object",
        "properties": {"title": TEXT, "description": TEXT, "links": LINKS},
        "required": ["links"],
    },
    "ConfClasses": openapi.CONFORMANCE,
    "Api": {"type": "object", "properties": {"openapi": TEXT, "paths": FREE}, "required": ["openapi", "paths"]},
    "Names": openapi.SCHEMA_SHAPE,
    "Collection": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("id", "title", "description", "license"), TEXT),
            "type": {"type": "string", "enum": ["Collection"]},
            "itemType": {"type": "string", "enum": ["record"]},
            "extent": openapi.EXTENT,
            "crs": {"type": "array", "items": TEXT},
            "links": LINKS,
        },
        "required": ["id", "type", "itemType", "links"],
    },
    "Collections": {
        "type": "object",
        "properties": {"links": LINKS, "collections": {"type": "array", "items": ref("Collection")}},
        "required": ["links", "collections"],
    },
    "Record": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "minLength": 1},
            "type": {"type": "string", "enum": ["Feature"]},
            "conformsTo": {"type": "array", "items": TEXT},
            "geometry": GEOMETRY,
            "bbox": BOX,
            "time": _TIME,
            "properties": _PROPERTIES,
            "links": LINKS,
        },
        "required": ["id", "type", "geometry", "time", "properties"],
    },
    "Records": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": ref("Record")},
            "links": LINKS,
            "timeStamp": _INSTANT,
            "numberMatched": _COUNT,
            "numberReturned": _COUNT,
        },
        "required": ["type", "features", "links", "numberMatched", "numberReturned"],
    },
}
