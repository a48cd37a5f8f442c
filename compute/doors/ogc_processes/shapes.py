"""Shapes of the API's documents, after the schemas of OGC 18-062r2 (OpenAPI 3.0). Pure."""

from typing import Any, Final

Schema = dict[str, Any]
_TEXT: Final[Schema] = {"type": "string"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT}
_MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
_URI: Final[Schema] = {"type": "string", "format": "uri"}
_FREE: Final[Schema] = {"type": "object"}


def _ref(shape: str) -> Schema:
    return {"$ref": f"#/components/schemas/{shape}"}


def _list_of(shape: str) -> Schema:
    return {"type": "array", "items": _ref(shape)}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", **needed, "properties": properties}


_LINKS: Final = _list_of("Link")
_DESCRIBED: Final = {"title": _TEXT, "description": _TEXT}
_SUMMARY: Final = {
    **_DESCRIBED,
    "id": _TEXT,
    "version": _TEXT,
    "keywords": _TEXTS,
    "jobControlOptions": {
        "type": "array",
        "items": {"type": "string", "enum": ["sync-execute", "async-execute", "dismiss"]},
    },
    "outputTransmission": {"type": "array", "items": {"type": "string", "enum": ["value", "reference"]}},
    "links": _LINKS,
}
_OF_INPUT: Final = _object(
    ("schema",),
    **_DESCRIBED,
    schema=_FREE,
    minOccurs={"type": "integer"},
    maxOccurs={"oneOf": [{"type": "integer"}, {"type": "string", "enum": ["unbounded"]}]},
)
_OF_OUTPUT: Final = _object(("schema",), **_DESCRIBED, schema=_FREE)
_WANTED: Final = _object(
    (), transmissionMode={"type": "string", "enum": ["value", "reference"], "default": "value"}, format=_FREE
)

SHAPES: Final[dict[str, Schema]] = {
    "Link": _object(("href", "rel"), href=_TEXT, rel=_TEXT, type=_TEXT, title=_TEXT),
    "Exception": {
        **_object(("type",), type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT),
        "additionalProperties": True,
    },
    "LandingPage": _object(("links",), **_DESCRIBED, links=_LINKS),
    "ConfClasses": _object(("conformsTo",), conformsTo=_TEXTS),
    "Api": _object(("openapi", "paths"), openapi=_TEXT, paths=_FREE),
    "ProcessSummary": _object(("id", "version"), **_SUMMARY),
    "ProcessList": _object(("processes", "links"), processes=_list_of("ProcessSummary"), links=_LINKS),
    "Process": _object(
        ("id", "version"),
        **_SUMMARY,
        inputs={"type": "object", "additionalProperties": _OF_INPUT},
        outputs={"type": "object", "additionalProperties": _OF_OUTPUT},
    ),
    "Execute": _object(
        (),
        inputs=_FREE,
        outputs={"type": "object", "additionalProperties": _WANTED},
        response={"type": "string", "enum": ["raw", "document"], "default": "raw"},
        subscriber=_object((), **dict.fromkeys(("successUri", "inProgressUri", "failedUri"), _URI)),
    ),
    "StatusCode": {"type": "string", "enum": ["accepted", "running", "successful", "failed", "dismissed"]},
    "StatusInfo": _object(
        ("jobID", "status", "type"),
        processID=_TEXT,
        type={"type": "string", "enum": ["process"]},
        jobID=_TEXT,
        status=_ref("StatusCode"),
        message=_TEXT,
        **dict.fromkeys(("created", "started", "finished", "updated"), _MOMENT),
        progress={"type": "integer", "minimum": 0, "maximum": 100},
        links=_LINKS,
    ),
    "JobList": _object(("jobs", "links"), jobs=_list_of("StatusInfo"), links=_LINKS),
    "Results": {"type": "object", "additionalProperties": True},
}
"""By the names that the document refers to."""
