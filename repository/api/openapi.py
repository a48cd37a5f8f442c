"""The OpenAPI document: made from the views by drf-spectacular, with the record's own JSON Schema inside."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from repository.api.authentication import scopes_of
from repository.api.base import OpenView
from repository.api.bodies import OF_RECORD
from repository.api.problems import MEDIA_TYPE
from repository.api.shapes import search
from repository.record.model import Record

MEDIA: Final = "application/vnd.oai.openapi+json"
SCHEMAS: Final = "#/components/schemas/"
_METHODS: Final = ("get", "put", "post", "patch", "delete")

_TEXT: Final = {"type": "string"}
PROBLEM: Final = {
    "type": "object",
    "description": "Why it was not done (RFC 9457). `code` is stable, `detail` is for people, in their language.",
    "properties": {
        **dict.fromkeys(("type", "title", "code", "detail"), _TEXT),
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "description": "Each thing that is wrong; `pointer` is a JSON Pointer (RFC 6901) into the body.",
            "items": {
                "type": "object",
                "properties": dict.fromkeys(("pointer", "code", "detail"), _TEXT),
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail"],
}
TAGS: Final = {
    "deposits": "Deposits",
    "datasets": "Datasets",
    "files": "Files",
    "proposals": "What files propose",
    "templates": "Starting from what there is",
    "people": "People",
    "reviewer_links": "Private links for reviewers",
    "submissions": "Submitting",
    "review_api": "Reviews",
    "standing_api": "Where a dataset stands",
    "handovers_api": "Handovers to data centres",
    "processes": "Processes that compute",
    "jobs": "Jobs",
    "products": "Requests that stay",
    "search": search.TAG,
    "terms": "The site",
}
"""Module of the view -> the heading its operations stand under, in this order."""


class Operation(AutoSchema):
    """One operation: told by the first line of its docstring, then the rest."""

    def get_tags(self) -> list[str]:
        """One heading."""
        return [TAGS[type(self.view).__module__.rpartition(".")[2]]]

    def get_summary(self) -> str | None:
        """The first line."""
        return self._told()[0]

    def get_description(self) -> str:  # type: ignore[override]  # that of drf-spectacular takes nothing
        """The other lines, and what a token needs."""
        return self._told()[1]

    def get_auth(self) -> list[dict[str, Any]]:
        """A token with the scopes that the view names, or nothing."""
        if isinstance(self.view, OpenView):
            return list(self.view.security)
        return [{"token": scopes_of(self.view, self.method)}]

    def _told(self) -> tuple[str, str]:
        text = getattr(self.view, self.method.lower()).__doc__ or ""
        first, _break, rest = text.strip().partition("\n")
        return first.strip(), " ".join(rest.split())


class PersonalTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # not typed there
    """How one signs in."""

    target_class = "repository.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Bearer."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token, made on the page of one's account (`/accounts/tokens/`).",
        }


class Document(OpenView):
    """`/schema/`."""

    schema = None

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """This document."""
        return Response(document(), content_type=MEDIA, headers={"Cache-Control": "public, max-age=300"})


@cache
def document() -> dict[str, Any]:
    """The whole document. The same for everybody, and as long as the process lives."""
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]  # not typed there
    made: dict[str, Any] = generator.get_schema(request=None, public=True)
    return made


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """What drf-spectacular calls at the end: the record's schema, and the problems that every operation may answer."""
    result["components"]["schemas"] |= {"Problem": PROBLEM, **search.SHAPES, **dict(_record_schemas())}
    result["components"]["schemas"] = dict(sorted(result["components"]["schemas"].items()))
    result["components"]["responses"] = {"Problem": _problem()}
    result["components"].setdefault("securitySchemes", {})["handover"] = {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a letter to a data centre: it opens one handover.",
    }
    for operations in result["paths"].values():
        for method in _METHODS:
            if method in operations:
                _say_problems(method, operations[method])
    result["paths"][search.PATH] = {"get": search.OPERATION}
    result["tags"] = [{"name": name} for name in TAGS.values()]
    return result


def _record_schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    """The record and its parts; then its fields one by one, as a draft has them: right, wrong, or taken out."""
    record = Record.model_json_schema(ref_template=f"{SCHEMAS}record.{{model}}")
    yield from ((f"record.{name}", part) for name, part in record.pop("$defs").items())
    yield "Record", record
    as_typed = {"description": "As it was typed: kept, and told in the assessment. `null` takes the field out."}
    properties = {
        name: {"anyOf": [{"$ref": f"{SCHEMAS}Record/properties/{name}"}, as_typed]} for name in sorted(OF_RECORD)
    }
    yield (
        "RecordFields",
        {
            "type": "object",
            "description": "Top-level fields of a `Record`, each as it should be, or as far as it is typed.",
            "properties": properties,
            "additionalProperties": False,
            "example": {
                "language": "en",
                "title": {"en": "Dissolved oxygen in the Gulf of Lion, 2019-2026"},
                "keywords": [{"term": {"en": "dissolved oxygen"}}],
            },
        },
    )


def _problem() -> dict[str, Any]:
    return {
        "description": "It was not done: why, in words and as a stable code (RFC 9457).",
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
    }


def _say_problems(method: str, operation: dict[str, Any]) -> None:
    """Every status that an operation may answer beside its own."""
    statuses = {400, 429}
    if operation["security"] != [{}]:
        statuses |= {401, 403}
    else:
        statuses |= {401}
    if any(each["in"] == "path" for each in operation.get("parameters", ())):
        statuses.add(404)
    if method != "get":
        statuses |= {409, 422}
    if method in ("put", "post", "patch"):
        statuses |= {411, 413, 415}
    if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
        statuses.add(412)
    if method == "put":
        statuses.add(507)
    for status in sorted(statuses):
        operation["responses"].setdefault(str(status), {"$ref": "#/components/responses/Problem"})
