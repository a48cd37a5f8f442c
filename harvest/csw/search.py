"""What the catalogue answers: requests become questions to the records, and records or refusals come back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from harvest import queries_records
from harvest.csw import provider
from harvest.csw.answers import Page, Values
from harvest.csw.errors import CswError, ErrorCode, invalid
from harvest.csw.messages import Constraint, GetRecords, Near
from harvest.csw.versions import RECORD, Version
from harvest.queries_records import find, records_by_identifier
from harvest.records.instants import period
from harvest.records.queryables import CSW, QUERYABLES, sortable
from harvest.records.questions import Question, SortKey, in_place, in_time, with_identifiers, with_words
from harvest.records.reading.cql_text import filter_of_cql_text
from harvest.records.reading.fes import filter_of_fes
from harvest.records.refused import FilterRefused, TooExpensive
from harvest.records.shapes import box
from harvest.records.tree import And, Condition


def queryable_names() -> tuple[str, ...]:
    """What records can be asked by, as CSW writes it."""
    return tuple(dict.fromkeys(name for each in QUERYABLES.values() for name in each.csw))


def page_of(version: Version, asked: GetRecords) -> Page:
    """The records of a search. Errors: CswError."""
    with _told_in_codes():
        question = Question(_condition(asked), _order(asked), asked.start - 1, asked.limit)
        rendition = RECORD if asked.atom else version.schemas[asked.schema]
        found = find(question, rendition=rendition, hits_only=asked.result == "hits" or not asked.limit)
    bodies = tuple(row.body for row in found.rows if row.body is not None)
    return Page(found.matched, bodies, len(found.rows))


def check(asked: GetRecords) -> None:
    """Refuse a search that could not be answered, without searching. Errors: CswError."""
    with _told_in_codes():
        Question(_condition(asked), _order(asked), asked.start - 1, asked.limit)


def bodies_of(identifiers: Sequence[str], rendition: str) -> tuple[bytes, ...]:
    """The stored bodies of these records, those that there are. Errors: CswError."""
    with _told_in_codes():
        found = records_by_identifier(identifiers, rendition=rendition)
    return tuple(record.body for record in found if record.body is not None)


def values_of_property(name: str) -> Values:
    """What values a property of records has. Errors: CswError."""
    with _told_in_codes("PropertyName"):
        told = queries_records.domain(CSW.queryable(name))
    ends = (told.lowest, told.highest) if told.lowest is not None and told.highest is not None else None
    return Values(name, told.values, ends)


def values_of_parameter(version: Version, name: str) -> Values:
    """What values a parameter of a request has. Errors: CswError."""
    values = provider.values_of(version, name)
    if values is None:
        raise invalid("ParameterName", f"There is no parameter {name[:80]}; one is named as GetRecords.outputSchema.")
    return Values(name, tuple((value, None) for value in values), is_parameter=True)


def _condition(asked: GetRecords) -> Condition | None:
    held = [*_filter(asked.constraint), *_near(asked.near)]
    return And(tuple(held)) if len(held) > 1 else next(iter(held), None)


def _filter(constraint: Constraint | None) -> Iterator[Condition]:
    if constraint is not None and constraint.fes is not None:
        yield filter_of_fes(constraint.fes, CSW)
    elif constraint is not None:
        yield filter_of_cql_text(constraint.cql, CSW)


def _near(near: Near) -> Iterator[Condition]:
    if near.words:
        yield with_words(near.words)
    if near.box:
        yield in_place(box(*near.box))
    if near.time:
        yield in_time(period(*near.time, locator="time"))
    if near.ids:
        yield with_identifiers(list(near.ids))


def _order(asked: GetRecords) -> tuple[SortKey, ...]:
    return tuple(SortKey(sortable(key.name, CSW, locator="SortBy"), key.descending) for key in asked.sort)


@contextmanager
def _told_in_codes(locator: str = "Constraint") -> Iterator[None]:
    """The refusals of the records as those of the protocol."""
    try:
        yield
    except FilterRefused as refused:
        where = locator if refused.locator == "filter" or locator != "Constraint" else refused.locator
        raise invalid(where, refused.sentence) from refused
    except TooExpensive as refused:
        sentence = "This search takes too long. Ask for less: narrow its conditions."
        raise CswError(ErrorCode.NO_APPLICABLE_CODE, sentence, status=503) from refused
