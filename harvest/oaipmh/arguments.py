"""The arguments of an OAI-PMH request, checked against sections 3.2, 2.7.1 and 4 of the protocol. Pure.

Errors in the arguments come out here; whether a thing asked for exists is not asked here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from harvest.oaipmh.errors import ErrorCode, OaiError


class Verb(StrEnum):
    """The six requests."""

    GET_RECORD = "GetRecord"
    IDENTIFY = "Identify"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_RECORDS = "ListRecords"
    LIST_SETS = "ListSets"


class _Rule(NamedTuple):
    """What a verb must and may be given; a resumption token stands alone where it is taken at all."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumable: bool = False


_LIST = _Rule(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), resumable=True)
_RULES = {
    Verb.GET_RECORD: _Rule(frozenset({"identifier", "metadataPrefix"})),
    Verb.IDENTIFY: _Rule(),
    Verb.LIST_IDENTIFIERS: _LIST,
    Verb.LIST_METADATA_FORMATS: _Rule(optional=frozenset({"identifier"})),
    Verb.LIST_RECORDS: _LIST,
    Verb.LIST_SETS: _Rule(resumable=True),
}

_TOKEN = "resumptionToken"  # noqa: S105  the name of an argument
_WORD = r"[A-Za-z0-9\-_.!~*'()]+"
_AUTHORITY = r"//[A-Za-z0-9\-._~]*(?::[0-9]*)?(?=[/?]|$)"
_PATH = r"(?!//)(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
_URI = rf"(?=.)(?:[A-Za-z][A-Za-z0-9+.-]*:|(?=[^:]*(?:[/?]|$)))(?:{_AUTHORITY})?{_PATH}"
_SYNTAX = {
    "metadataPrefix": re.compile(_WORD),
    "set": re.compile(rf"{_WORD}(?::{_WORD})*"),
    "identifier": re.compile(_URI),
}
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Arguments:
    """A request whose arguments are legal together.

    ``given`` keeps names and values as they were sent, for the answer's request element. ``begin`` is the first and
    ``until`` the last microsecond (both UTC) of the datestamps asked for.
    """

    verb: Verb
    given: tuple[tuple[str, str], ...]
    identifier: str = ""
    metadata_prefix: str = ""
    set_spec: str | None = None
    begin: datetime | None = None
    until: datetime | None = None
    resumption_token: str | None = None


def parse_arguments(pairs: Sequence[tuple[str, str]]) -> Arguments:
    """Read the name-value pairs of a GET or POST request; raises OaiError (badVerb or badArgument)."""
    verb = _verb([value for name, value in pairs if name == "verb"])
    values = _values(pairs)
    _check_names(verb, values)
    for name, pattern in _SYNTAX.items():
        if name in values and not pattern.fullmatch(values[name]):
            raise _bad(f"The value of {name} has an illegal syntax.")
    begin, until = _period(values)
    return Arguments(
        verb=verb,
        given=tuple(pairs),
        identifier=values.get("identifier", ""),
        metadata_prefix=values.get("metadataPrefix", ""),
        set_spec=values.get("set"),
        begin=begin,
        until=until,
        resumption_token=values.get(_TOKEN),
    )


def _verb(asked: Sequence[str]) -> Verb:
    if not asked:
        raise OaiError(ErrorCode.BAD_VERB, "The verb argument is missing.")
    if len(asked) > 1:
        raise OaiError(ErrorCode.BAD_VERB, "The verb argument is repeated.")
    try:
        return Verb(asked[0])
    except ValueError:
        raise OaiError(ErrorCode.BAD_VERB, "The verb is none of the six of OAI-PMH 2.0.") from None


def _values(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise _bad("An argument is repeated.")
    if any(_NOT_XML.search(value) for value in values.values()):
        raise _bad("A value holds characters that XML does not allow.")
    return values


def _check_names(verb: Verb, values: Mapping[str, str]) -> None:
    """Illegal names, then a token that is not alone, then what is missing."""
    rule = _RULES[verb]
    names = values.keys() - {"verb"}
    if names - rule.required - rule.optional - ({_TOKEN} if rule.resumable else set()):
        raise _bad(f"The request holds an argument that {verb.value} does not take.")
    if _TOKEN in names:
        if len(names) > 1:
            raise _bad(f"{_TOKEN} is an exclusive argument: it stands alone beside the verb.")
        return
    missing = sorted(rule.required - names)
    if missing:
        raise _bad(f"{verb.value} needs {' and '.join(missing)}.")


def _period(values: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """The first and last microsecond asked for; a day counts from its first second to its last."""
    begin, until = values.get("from"), values.get("until")
    if begin is not None and until is not None and ("T" in begin) != ("T" in until):
        raise _bad("from and until have different granularities.")
    first = None if begin is None else _moment("from", begin)
    last = None if until is None else _moment("until", until)
    if first and last and first > last:
        raise _bad("from is later than until.")
    if last and until is not None:
        last += timedelta(seconds=1 if "T" in until else 86_400, microseconds=-1)
    return first, last


def _moment(name: str, value: str) -> datetime:
    if not (_DAY.fullmatch(value) or _SECOND.fullmatch(value)):
        raise _bad(f"{name} is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ.")
    try:
        return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        raise _bad(f"{name} is not a date of the calendar.") from None


def _bad(sentence: str) -> OaiError:
    return OaiError(ErrorCode.BAD_ARGUMENT, sentence)
