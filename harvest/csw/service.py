"""One request of the catalogue and its answer, whatever it came in: the operations of CSW."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lxml import etree

from harvest.csw import answers, feed, search
from harvest.csw.capabilities import capabilities
from harvest.csw.errors import CswError, ErrorCode, invalid
from harvest.csw.messages import Asked, DescribeRecord, GetCapabilities, GetDomain, GetRecordById, GetRecords
from harvest.csw.options import check_type_names
from harvest.csw.provider import Provider
from harvest.csw.versions import ATOM_TYPE, RECORD, V3, Version

XML: Final = "application/xml"
_DOMAINS_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """The element of an answer, without declaration, and its media type."""

    body: bytes
    media_type: str = XML


def respond(asked: Asked, provider: Provider, pairs: Mapping[str, str], now: datetime) -> Answer:
    """The answer to a request; ``pairs``: what was asked in the address, if it was. Errors: CswError."""
    version = asked.version
    match asked.message:
        case GetCapabilities(sections):
            return Answer(capabilities(version, provider, search.queryable_names(), sections))
        case DescribeRecord(type_names):
            check_type_names([((space,), local) for space, local in type_names])
            return Answer(answers.described(version, type_names))
        case GetDomain() as domain:
            return Answer(_domains(version, domain))
        case GetRecordById() as by_id:
            return _by_id(version, by_id)
        case GetRecords() as records:
            return _records(asked, records, provider, pairs, now)


def _domains(version: Version, asked: GetDomain) -> bytes:
    parameters, properties = dict.fromkeys(asked.parameters), dict.fromkeys(asked.properties)
    if len(parameters) + len(properties) > _DOMAINS_MOST:
        raise invalid("ParameterName", f"The values of at most {_DOMAINS_MOST} names are told at once.")
    told = [search.values_of_parameter(version, name) for name in parameters]
    return answers.domains(version, told + [search.values_of_property(name) for name in properties])


def _by_id(version: Version, asked: GetRecordById) -> Answer:
    """Of CSW 3.0 one record or a refusal; of 2.0.2 those that there are."""
    found = search.bodies_of(asked.ids, RECORD if asked.atom else version.schemas[asked.schema])
    if version is V3 and not found:
        sentence = f"There is no record {asked.ids[0][:200]}."
        raise CswError(ErrorCode.INVALID_PARAMETER_VALUE, sentence, "Id", status=404)
    if asked.atom:
        return Answer(feed.alone(found[0]), ATOM_TYPE)
    return Answer(answers.found_records(version, asked.schema, asked.element_set, found))


def _records(asked: Asked, records: GetRecords, provider: Provider, pairs: Mapping[str, str], now: datetime) -> Answer:
    version = asked.version
    if records.result == "validate":
        search.check(records)
        return Answer(answers.acknowledgement(version, _echo(asked, provider, pairs), now, records.request_id))
    page = search.page_of(version, records)
    if records.atom:
        return Answer(feed.feed(provider, records, page, dict(pairs), now), ATOM_TYPE)
    return Answer(answers.search_results(version, records, page, now))


def _echo(asked: Asked, provider: Provider, pairs: Mapping[str, str]) -> str:
    if asked.source is not None:
        return etree.tostring(asked.source, encoding="unicode", with_tail=False)
    return answers.echo_of(provider.base_url, pairs)
