"""Names that can be asked or sorted by as a JSON Schema (OGC 19-079r2, Features Part 3, 6.2; Records 1.0, 7.6)."""

from collections.abc import Iterable
from typing import Any, Final

from harvest.records.queryables import Dialect, Kind, Queryable

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_FORMS: Final[dict[Kind, dict[str, str]]] = {
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.SPAN: {"type": "string", "format": "date-time"},
    Kind.EDGE: {"type": "string", "format": "date"},
    Kind.PLACE: {"format": "geometry-any"},
}


def queryables(address: str, title: str, dialect: Dialect) -> dict[str, Any]:
    """Everything that a filter can name."""
    return _schema(address, title, dialect.names.items())


def sortables(address: str, title: str, dialect: Dialect) -> dict[str, Any]:
    """Everything that records can be sorted by."""
    return _schema(address, title, ((name, each) for name, each in dialect.names.items() if each.order))


def _schema(address: str, title: str, names: Iterable[tuple[str, Queryable]]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "$id": address,
        "type": "object",
        "title": title,
        "properties": {name: _property(each) for name, each in names},
        "additionalProperties": False,
    }


def _property(queryable: Queryable) -> dict[str, Any]:
    return {"title": queryable.title, **_FORMS.get(queryable.kind, {"type": "string"})}
