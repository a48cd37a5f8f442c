"""Resumption tokens: where a list stands, signed, so that the server keeps nothing. Pure: the caller gives the keys.

A token is ``<payload>.<signature>``, both base64url: a JSON list, and the first 16 bytes of its HMAC-SHA256.
"""

import base64
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from harvest.oaipmh.errors import ErrorCode, OaiError

LIFETIME = timedelta(days=7)
"""How long a harvester may rest between two pages."""

_FORM = "varve-1"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,2000}\.[A-Za-z0-9_-]{22}")
_ZERO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ListState:
    """A list of one verb, format, set and period (UTC, inclusive), and the last item of it that was handed out.

    ``until`` is the bound as the harvester asked for it. ``cursor`` counts the items already handed out;
    ``complete_size`` is the size counted when the list began, where counting it was cheap.
    """

    verb: str
    metadata_prefix: str
    set_spec: str | None
    begin: datetime | None
    until: datetime | None
    last_datestamp: datetime
    last_id: int
    cursor: int
    complete_size: int | None


def seal_token(state: ListState, *, key: bytes, expires: datetime) -> str:
    """Write a token; ``expires`` counts to the second."""
    fields = [
        _FORM,
        state.verb,
        state.metadata_prefix,
        state.set_spec,
        _microseconds(state.begin),
        _microseconds(state.until),
        _microseconds(state.last_datestamp),
        state.last_id,
        state.cursor,
        state.complete_size,
        int(expires.timestamp()),
    ]
    payload = _text(json.dumps(fields, separators=(",", ":")).encode())
    return f"{payload}.{_signature(payload, key)}"


def open_token(token: str, *, keys: Sequence[bytes], verb: str, now: datetime) -> ListState:
    """Read a token back, signed with any of the keys; raises OaiError (badResumptionToken)."""
    if not _SHAPE.fullmatch(token):
        raise _bad("The resumption token was not issued here.")
    payload, _, signature = token.partition(".")
    if not any(hmac.compare_digest(signature, _signature(payload, key)) for key in keys):
        raise _bad("The resumption token was not issued here.")
    fields = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if fields[0] != _FORM:
        raise _bad("The resumption token is of an older form: start the list again.")
    if fields[1] != verb:
        raise _bad("The resumption token belongs to another verb.")
    if now.timestamp() > fields[10]:
        raise _bad("The resumption token has expired: start the list again.")
    return ListState(
        verb=fields[1],
        metadata_prefix=fields[2],
        set_spec=fields[3],
        begin=_moment(fields[4]),
        until=_moment(fields[5]),
        last_datestamp=_ZERO + timedelta(microseconds=fields[6]),
        last_id=fields[7],
        cursor=fields[8],
        complete_size=fields[9],
    )


def _signature(payload: str, key: bytes) -> str:
    return _text(hmac.digest(key, payload.encode(), "sha256")[:16])


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - _ZERO) // timedelta(microseconds=1)


def _moment(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else _ZERO + timedelta(microseconds=microseconds)


def _bad(sentence: str) -> OaiError:
    return OaiError(ErrorCode.BAD_RESUMPTION_TOKEN, sentence)
