"""Entries of the catalogue with what a test asks of them, and the names of those that a filter finds."""

import json
from datetime import UTC, date, datetime
from typing import Any

from lxml import etree

from harvest.queries_records import find
from harvest.records.queryables import CSW, RECORDS
from harvest.records.questions import Question
from harvest.records.reading.cql2_json import filter_of_cql2_json
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.reading.fes import filter_of_fes
from harvest.records.tree import Condition
from repository.catalogue.findable import Circumstances, findable_of
from repository.catalogue.queried import queried_values
from repository.crosswalks.edition import Edition
from repository.models import CatalogueEntry
from repository.record.model import Record

DAY = date(2024, 5, 6)


def entry(name: str, *, modified: datetime = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), **described: Any) -> None:
    """One entry whose identifier is ``name``, as the catalogue writes it."""
    record = Record.model_validate({"title": {"en": name}, "language": "en", **described})
    edition = Edition(
        doi=name, url=f"https://here.example/{name}", publisher="Varve", published=DAY, updated=DAY, number=1
    )
    found_by = findable_of(record, Circumstances(identifiers=(name,), published=DAY))
    values = queried_values(record, found_by, edition, published=DAY, modified=modified)
    CatalogueEntry.objects.create(
        origin="test", identifier=name, title=record.main_title, published=DAY, modified=modified, **values
    )


def found(condition: Condition) -> str:
    """The names of the entries that a condition finds, in their order."""
    told = find(Question(condition, limit=100))
    assert told.matched == len(told.rows)
    return " ".join(row.identifier for row in told.rows)


def by_text(text: str, *, records: bool = False) -> str:
    """What a filter of CQL or CQL2 text finds."""
    return found(filter_of_cql_text(text, RECORDS if records else CSW))


def by_json(told: Any) -> str:
    """What a filter of CQL2 JSON finds."""
    return found(filter_of_cql2_json(json.dumps(told), RECORDS))


def by_fes(inner: str, *, version: str = "ogc") -> str:
    """What the condition of a Filter finds, written with the prefixes ``ogc`` and ``gml`` or ``fes`` and ``gml32``."""
    namespace = "http://www.opengis.net/ogc" if version == "ogc" else "http://www.opengis.net/fes/2.0"
    gml = "http://www.opengis.net/gml" + ("" if version == "ogc" else "/3.2")
    told = f'<{version}:Filter xmlns:{version}="{namespace}" xmlns:gml="{gml}">{inner}</{version}:Filter>'
    return found(filter_of_fes(etree.fromstring(told), CSW))
