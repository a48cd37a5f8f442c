"""What a request for records asks: every condition holds (OGC 20-004r1, requirement ``query-params``)."""

from dataclasses import dataclass
from typing import Final

from harvest.ogcapi import arguments
from harvest.ogcapi.arguments import Arguments
from harvest.ogcapi.filters import FilterLanguage, filter_of
from harvest.ogcapi_records.documents import DEFAULT_ORDER
from harvest.ogcapi_records.openapi import ASKED_BY_NAME
from harvest.records.queryables import QUERYABLES, RECORDS
from harvest.records.questions import SortKey
from harvest.records.tree import Always, Condition, all_of

_DOI: Final = "doi"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records, in which order (without keys that of the collection), how many of them a page has."""

    condition: Condition | None
    sort: tuple[SortKey, ...]
    limit: int


def asked_of(given: Arguments, body: object = None) -> Asked:
    """The question of an address, and of a condition in CQL2 JSON that was sent. Raises FilterRefused."""
    arguments.check_crs(given.text("filter-crs"), "filter-crs")
    language = FilterLanguage.named(given.text("filter-lang"))
    conditions = [
        arguments.box_of(given.text("bbox")) if given.text("bbox") else None,
        arguments.at_time(given.text("datetime")) if given.text("datetime") else None,
        arguments.words_of(words) if (words := given.values("q")) else None,
        arguments.identified(ids) if (ids := given.values("ids")) else None,
        arguments.equal_to_one(QUERYABLES["type"], types) if (types := given.values("type")) else None,
        _externals(given.values("externalIds")),
        filter_of(told, language, RECORDS) if (told := given.text("filter")) else None,
        filter_of(body, FilterLanguage.JSON, RECORDS) if body is not None else None,
        *(_named(name, given.text(name)) for name in ASKED_BY_NAME),
    ]
    order = arguments.order_of(given.text("sortby") or DEFAULT_ORDER, RECORDS)
    return Asked(all_of(*conditions), order, arguments.limit_of(given.text("limit")))


def _externals(values: list[str]) -> Condition | None:
    """An identifier, with or without ``doi:``; the scheme alone is that of every record."""
    if not values:
        return None
    if any(value.casefold() in (_DOI, f"{_DOI}:") for value in values):
        return Always(True)
    return arguments.identified([value[4:] if value.casefold().startswith(f"{_DOI}:") else value for value in values])


def _named(name: str, value: str) -> Condition | None:
    return arguments.equal_to_one(RECORDS.names[name], [value]) if value else None
