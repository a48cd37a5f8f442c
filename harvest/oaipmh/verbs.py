"""The six verbs: a request in, a whole OAI-PMH document out. Reads through ``harvest.queries``; knows no HTTP."""

from collections.abc import Sequence
from datetime import datetime

from harvest import queries
from harvest.formats import FORMATS, MetadataFormat, format_of
from harvest.oaipmh import envelope
from harvest.oaipmh.arguments import Arguments, Verb, parse_arguments
from harvest.oaipmh.descriptions import descriptions
from harvest.oaipmh.errors import ErrorCode, OaiError
from harvest.oaipmh.lists import list_page, written_records
from harvest.oaipmh.provider import Provider

_BARE = (ErrorCode.BAD_VERB, ErrorCode.BAD_ARGUMENT)
_SAMPLE_SUFFIX = "42182"


def respond(pairs: Sequence[tuple[str, str]] | OaiError, *, provider: Provider, now: datetime) -> bytes:
    """Answer the name-value pairs of a request, or say what was wrong with a request that has none. ``now`` is UTC."""
    given: Sequence[tuple[str, str]] = ()
    try:
        if isinstance(pairs, OaiError):
            raise pairs
        arguments = parse_arguments(pairs)
        given = arguments.given
        body = _ANSWERS[arguments.verb](arguments, provider, now)
    except OaiError as problem:
        body = [envelope.error(problem.code, problem.sentence)]
        given = () if problem.code in _BARE else given
    return envelope.document(base_url=provider.base_url, now=now, given=given, body=body)


def _identify(_arguments: Arguments, provider: Provider, now: datetime) -> list[bytes]:
    document = envelope.identify(
        name=provider.name,
        base_url=provider.base_url,
        admin_email=provider.admin_email,
        earliest=queries.earliest_datestamp() or now,
        descriptions=descriptions(
            provider.welcome,
            name=provider.name,
            domain=provider.domain,
            sample_identifier=provider.identifier(queries.first_suffix() or _SAMPLE_SUFFIX),
        ),
    )
    return [document]


def _list_metadata_formats(arguments: Arguments, provider: Provider, _now: datetime) -> list[bytes]:
    formats: Sequence[MetadataFormat] = FORMATS
    if arguments.identifier:
        suffix = _suffix(arguments.identifier, provider)
        stored = queries.renditions_of(suffix, [found.rendition for found in FORMATS])
        if stored is None:
            raise _unknown_item()
        formats = [found for found in FORMATS if found.rendition in stored]
    if not formats:
        raise OaiError(ErrorCode.NO_METADATA_FORMATS, "There is no metadata format for this item.")
    return envelope.element("ListMetadataFormats", map(envelope.metadata_format, formats))


def _list_sets(arguments: Arguments, _provider: Provider, _now: datetime) -> list[bytes]:
    if arguments.resumption_token is not None:
        raise OaiError(ErrorCode.BAD_RESUMPTION_TOKEN, "The list of sets is never split, so no token continues it.")
    sets = queries.harvest_sets()
    if not sets:
        raise OaiError(ErrorCode.NO_SET_HIERARCHY, "This repository has no sets yet.")
    return envelope.element("ListSets", map(envelope.harvest_set, sets))


def _get_record(arguments: Arguments, provider: Provider, _now: datetime) -> list[bytes]:
    found = format_of(arguments.metadata_prefix)
    row = queries.item_by_suffix(_suffix(arguments.identifier, provider), found.rendition)
    if row is None:
        raise _unknown_item()
    _id, _, _, withdrawn, _, _, body = row
    if body is None and not withdrawn:
        raise OaiError(ErrorCode.CANNOT_DISSEMINATE_FORMAT, "This item is not available in that format.")
    return envelope.element("GetRecord", written_records([row], provider, found))


def _suffix(identifier: str, provider: Provider) -> str:
    start = provider.identifier("")
    if not identifier.startswith(start):
        raise _unknown_item()
    return identifier[len(start) :]


def _unknown_item() -> OaiError:
    return OaiError(ErrorCode.ID_DOES_NOT_EXIST, "There is no such item in this repository.")


_ANSWERS = {
    Verb.GET_RECORD: _get_record,
    Verb.IDENTIFY: _identify,
    Verb.LIST_IDENTIFIERS: list_page,
    Verb.LIST_METADATA_FORMATS: _list_metadata_formats,
    Verb.LIST_RECORDS: list_page,
    Verb.LIST_SETS: _list_sets,
}
