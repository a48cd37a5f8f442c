"""Pieces of OpenAPI 3.0.3 documents that both APIs are described with."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from harvest.ogcapi.arguments import LIMIT, MOST_VALUES
from repository.ogc_links import HTML, PROBLEM

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT, "maxItems": MOST_VALUES}
FREE: Final[Schema] = {"type": "object"}


def document(title: str, description: str, server: str, paths: Mapping[str, Any], schemas: Mapping[str, Any]) -> Schema:
    """The whole document; ``paths`` are those below ``server``."""
    return {
        "openapi": "3.0.3",
        "info": {"title": title, "description": description, "version": "1.0.0"},
        "servers": [{"url": server}],
        "paths": dict(paths),
        "components": {"schemas": {"Problem": PROBLEM_SHAPE, "Link": LINK, **schemas}},
    }


def operation(
    name: str,
    summary: str,
    shape: str,
    *,
    kind: str,
    parameters: Iterable[Schema] = (),
    body: Schema | None = None,
    has_page: bool = True,
) -> Schema:
    """One operation that answers with a document of a shape, or as a page, or with a problem."""
    told = [*parameters, *([FORM] if has_page else [])]
    content = {kind: {"schema": ref(shape)}, **({HTML: {"schema": TEXT}} if has_page else {})}
    answers: Schema = {"200": {"description": "What was asked for.", "content": content}, **_problems(told, body)}
    made = {"operationId": name, "summary": summary, "parameters": told, "responses": answers}
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


def _problems(parameters: list[Schema], body: Schema | None) -> Schema:
    said = {"400": "An argument is not understood.", "429": "Too much at once.",
            "503": "It cannot be answered now."}  # fmt: skip
    if any(each["in"] == "path" for each in parameters):
        said["404"] = "There is no such collection or record."
    if body is not None:
        said |= {"413": "The body is too long.", "415": "The body is not JSON."}
    content = {PROBLEM: {"schema": ref("Problem")}}
    return {status: {"description": words, "content": content} for status, words in sorted(said.items())}


def ref(shape: str) -> Schema:
    """A shape of the document by its name."""
    return {"$ref": f"#/components/schemas/{shape}"}


def asked(name: str, schema: Schema, description: str) -> Schema:
    """An argument of the address; a list has commas."""
    form = {"style": "form", "explode": False} if schema.get("type") == "array" else {}
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema, **form}


def in_path(name: str, description: str, *, among: Iterable[str] = ()) -> Schema:
    """A part of the path."""
    values = list(among)
    schema = {**TEXT, **({"enum": values} if values else {})}
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


FORM: Final = asked("f", {"type": "string", "enum": ["json", "html"]}, "Data or a page, whatever is accepted.")
BBOX: Final = asked(
    "bbox",
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6},
    "West, south, east, north in degrees (WGS 84); west above east goes over the antimeridian.",
)
DATETIME: Final = asked(
    "datetime", TEXT, "A time, or two with a stroke between them: 2019-01-01/.. ; the data share a day with it."
)
LIMIT_ASKED: Final = asked(
    "limit", {"type": "integer", "minimum": 1, "default": LIMIT}, "Entries of a page; there may be fewer."
)
IDS: Final = asked("ids", TEXTS, "Identifiers, with commas.")
WORDS: Final = asked("q", TEXTS, "Texts, with commas; at least one stands somewhere in the record.")
SORT: Final = asked("sortby", TEXTS, "Names with + or - before them, with commas.")
FILTER: Final = asked("filter", TEXT, "A condition in CQL2.")
FILTER_LANG: Final = asked("filter-lang", {"type": "string", "enum": ["cql2-text", "cql2-json"]}, "How it is written.")
FILTER_CRS: Final = asked("filter-crs", TEXT, "CRS84 is the only one.")
TOKEN: Final = asked("token", TEXT, "As a `next` link has it.")

PROBLEM_SHAPE: Final[Schema] = {
    "type": "object",
    "description": "Why it was not done (RFC 9457; `code` and `description` as OGC API - Common has them).",
    "properties": {
        **dict.fromkeys(("type", "title", "code", "detail", "description", "parameter"), TEXT),
        "status": {"type": "integer"},
    },
    "required": ["type", "title", "status", "code", "detail", "description"],
}
LINK: Final[Schema] = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("href", "rel", "type", "title", "hreflang", "method"), TEXT),
        "length": {"type": "integer"},
        "profile": {"type": "array", "items": TEXT},
    },
    "required": ["href", "rel"],
}
GEOMETRY: Final[Schema] = {
    "type": "object",
    "nullable": True,
    "properties": {
        "type": {
            "type": "string",
            "enum": ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"],
        },
        "coordinates": {"type": "array", "items": {}},
    },
    "required": ["type", "coordinates"],
}
BOX: Final[Schema] = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
CONFORMANCE: Final[Schema] = {
    "type": "object",
    "properties": {"conformsTo": {"type": "array", "items": TEXT}},
    "required": ["conformsTo"],
}
LINKS: Final[Schema] = {"type": "array", "items": ref("Link")}
SCHEMA_SHAPE: Final[Schema] = {
    "type": "object",
    "description": "A JSON Schema of the names that can be used.",
    "properties": {"$schema": TEXT, "$id": TEXT, "type": TEXT, "title": TEXT, "properties": FREE},
    "required": ["$schema", "$id", "type", "properties"],
}
EXTENT: Final[Schema] = {
    "type": "object",
    "properties": {
        "spatial": {"type": "object", "properties": {"bbox": {"type": "array", "items": BOX, "minItems": 1}}},
        "temporal": {
            "type": "object",
            "properties": {
                "interval": {
                    "type": "array",
                    "items": {"type": "array", "items": {"type": "string", "nullable": True}},
                    "minItems": 1,
                }
            },
        },
    },
}
