"""Answers of OGC API - Processes before the shapes of its own OpenAPI document."""

from typing import Any

from jsonschema import Draft202012Validator

from compute.doors.ogc_processes.openapi import document


def fits(shape: str, said: Any) -> Any:
    """What was said, where it has the shape."""
    errors = Draft202012Validator({**document(), "$ref": f"#/components/schemas/{shape}"}).iter_errors(said)
    assert [error.message for error in errors] == []
    return said


def hrefs_of(said: Any) -> dict[str, str]:
    """Relation -> where it leads, below the site."""
    return {each["rel"]: "/ogcapi" + each["href"].partition("/ogcapi")[2] for each in said["links"]}
