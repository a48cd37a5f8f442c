"""A filter of an OGC or STAC API: CQL2 as text or as JSON (OGC 21-065r2)."""

from enum import StrEnum
from typing import Any

from harvest.records.queryables import Dialect
from harvest.records.reading.cql2_json import filter_of_cql2_json
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.refused import FilterRefused
from harvest.records.tree import Condition


class FilterLanguage(StrEnum):
    """How a filter is written."""

    TEXT = "cql2-text"
    JSON = "cql2-json"

    @classmethod
    def named(cls, name: str, *, default: "FilterLanguage | None" = None) -> "FilterLanguage":
        """By ``filter-lang``; without one text, or ``default``. Raises FilterRefused."""
        if not name:
            return default or cls.TEXT
        if name not in tuple(cls):
            raise FilterRefused("A filter is written in cql2-text or cql2-json.", "filter-lang")
        return cls(name)


def filter_of(told: Any, language: FilterLanguage, dialect: Dialect) -> Condition:
    """The condition of a filter; JSON as text, or as what it was read into. Raises FilterRefused."""
    if language is FilterLanguage.JSON:
        return filter_of_cql2_json(told, dialect)
    if not isinstance(told, str):
        raise FilterRefused("A filter in cql2-text is a text.")
    return filter_of_cql_text(told, dialect)
