"""Answers checked by the shapes that the OpenAPI documents of the APIs promise."""

import json
from functools import cache
from typing import Any, Final

from django.http import HttpResponse
from jsonschema import Draft202012Validator

from harvest.ogcapi import openapi as shared
from harvest.ogcapi_records import openapi as records
from harvest.stac import openapi as stac

_RECORDS: Final = "/ogcapi/records/"
_SHAPES: Final = {
    _RECORDS: {
        "": "LandingPage", "conformance": "ConfClasses", "api": "Api", "collections": "Collections",
        "collections/datasets": "Collection", "collections/datasets/queryables": "Names",
        "collections/datasets/sortables": "Names", "collections/datasets/items": "Records",
    },
    "/stac/": {
        "": "Catalogue", "conformance": "ConfClasses", "api": "Api", "collections": "Collections",
        "queryables": "Names", "collections/datasets": "Collection", "collections/datasets/queryables": "Names",
        "collections/datasets/items": "Items", "search": "Items",
    },
}  # fmt: skip


def checked(path: str, response: Any) -> dict[str, Any]:
    """The document of an answer, valid by its shape and with the media type of its kind."""
    assert isinstance(response, HttpResponse)
    read: dict[str, Any] = json.loads(response.content)
    root = _RECORDS if path.startswith(_RECORDS) else "/stac/"
    kind = response["Content-Type"]
    if response.status_code != 200:
        assert kind == "application/problem+json"
        validator(root, "Problem").validate(read)
        return read
    single = "Record" if root == _RECORDS else "Item"
    shape = _SHAPES[root].get(path.removeprefix(root), single)
    assert ("geo+json" in kind) is (shape in ("Records", "Record", "Items", "Item"))
    validator(root, shape).validate(read)
    return read


@cache
def validator(root: str, shape: str) -> Draft202012Validator:
    """What checks one shape of one API."""
    shapes = records.SHAPES if root == _RECORDS else stac.SHAPES
    every = {**shapes, "Link": shared.LINK, "Problem": shared.PROBLEM_SHAPE}
    told = {name: as_json_schema(each) for name, each in every.items()}
    return Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": told})


def as_json_schema(shape: Any) -> Any:
    """A shape of OpenAPI 3.0 as JSON Schema: ``nullable`` is a type of its own there, and names are elsewhere."""
    if isinstance(shape, list):
        return [as_json_schema(each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    made = {name: as_json_schema(each) for name, each in shape.items() if name != "nullable"}
    if "$ref" in made:
        made["$ref"] = made["$ref"].replace("components/schemas", "$defs")
    return {"anyOf": [made, {"type": "null"}]} if shape.get("nullable") is True else made
