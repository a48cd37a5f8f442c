"""The OpenAPI document as a page: every operation with what goes in and what comes out. Needs no script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from repository.api.openapi import SCHEMAS, TAGS, document

_VERBS: Final = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or a member of a body: its name, where it goes, its type in words, what it means."""

    name: str
    place: str
    kind: str
    words: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One operation. ``answers``: (status, what comes, the name of its shape)."""

    slug: str
    verb: str
    path: str
    summary: str
    words: str
    scope: str
    is_open: bool
    parameters: tuple[Member, ...]
    body: str
    members: tuple[Member, ...]
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShapeTold:
    """One shape of an answer or a body."""

    name: str
    words: str
    members: tuple[Member, ...]


@require_safe
def reader(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "repository/api_docs.html", {"groups": groups(), "shapes": shapes()})


@cache
def groups() -> tuple[tuple[str, str, tuple[Told, ...]], ...]:
    """(anchor, heading, operations), in the order of ``TAGS``."""
    found = list(_operations())
    return tuple((module, name, tuple(told for tag, told in found if tag == name)) for module, name in TAGS.items())


@cache
def shapes() -> tuple[ShapeTold, ...]:
    """What is named in the operations, but for the parts of the record, which have a document of their own."""
    schemas: dict[str, Any] = document()["components"]["schemas"]
    kept = {name: each for name, each in schemas.items() if not name.startswith("record.") and "properties" in each}
    return tuple(
        ShapeTold(name, _line(each.get("description", "")), tuple(_members(each)))
        for name, each in kept.items()
        if name not in ("Record", "RecordFields")
    )


def _operations() -> Iterator[tuple[str, Told]]:
    for path, operations in document()["paths"].items():
        for verb in _VERBS:
            if verb in operations:
                yield operations[verb]["tags"][0], _told(path, verb, operations[verb])


def _told(path: str, verb: str, operation: Mapping[str, Any]) -> Told:
    security: Mapping[str, list[str]] = operation["security"][0]
    media, schema = _content(operation.get("requestBody", {}))
    return Told(
        slug=operation["operationId"],
        verb=verb.upper(),
        path=path,
        summary=_line(operation.get("summary", "")),
        words=_line(operation.get("description", "")),
        scope=next(iter(security.get("token", ())), ""),
        is_open=not security,
        parameters=tuple(
            Member(
                each["name"],
                each["in"],
                _kind(each["schema"]),
                _line(each.get("description", "")),
                bool(each.get("required")),
            )
            for each in operation.get("parameters", ())
        ),
        body=media,
        members=tuple(_members(_followed(schema))),
        answers=tuple(_answer(status, each) for status, each in operation["responses"].items()),
    )


def _members(schema: Mapping[str, Any]) -> Iterator[Member]:
    needed = schema.get("required", ())
    for name, each in schema.get("properties", {}).items():
        words = _line(each.get("description", ""))
        yield Member(name, "", _kind(each), words, name in needed)


def _answer(status: str, answer: Mapping[str, Any]) -> tuple[str, str, str]:
    if "$ref" in answer:
        return status, HTTPStatus(int(status)).phrase, "Problem"
    media, schema = _content(answer)
    name = schema.get("$ref", "").removeprefix(SCHEMAS)
    return status, "" if name else media or HTTPStatus(int(status)).phrase, name


def _content(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The media type of a body or answer, and its schema."""
    for media, content in body.get("content", {}).items():
        return media, content.get("schema", {})
    return "", {}


def _followed(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").removeprefix(SCHEMAS)
    found: Mapping[str, Any] = document()["components"]["schemas"][name] if name else schema
    return found


def _kind(schema: Mapping[str, Any]) -> str:
    """A type in the words of the standard: ``string (uuid)``, ``array of DatasetLine``."""
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix(SCHEMAS)
        values = _followed(schema).get("enum")
        return " | ".join(map(str, values)) if values else name
    for several in ("allOf", "oneOf", "anyOf"):
        if several in schema:
            return " | ".join(_kind(each) for each in schema[several])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    kind = schema.get("type", "any")
    if kind == "array":
        return f"array of {_kind(schema.get('items', {}))}"
    name = " | ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{name} ({schema['format']})" if "format" in schema else name


def _line(text: str) -> str:
    """The description without the list of values that drf-spectacular writes under it."""
    kept = (part for part in text.splitlines() if part.strip() and not part.startswith("* `"))
    return " ".join(kept).replace("`", "").strip()
