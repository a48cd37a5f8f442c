"""Tokens of ``next`` links: what the next page begins after, signed for one question. Pure: the caller gives the keys.

A token is ``<payload>.<signature>``, both base64url: a JSON list, and the first 16 bytes of an HMAC-SHA256 over it and
the question. It holds for as long as the key does: what it stands for is a place in an order, not a state.
"""

import base64
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harvest.records.refused import FilterRefused

_SHAPE: Final = re.compile(r"([A-Za-z0-9_-]{1,4000})\.([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Position:
    """After what the next page begins, how many records were handed out before, and the state of the catalogue then."""

    after: tuple[str | int, ...]
    handed_out: int
    state: str


def seal(position: Position, question: str, key: bytes) -> str:
    """The token of a position in the answers to a question."""
    fields = [list(position.after), position.handed_out, position.state]
    payload = _text(json.dumps(fields, separators=(",", ":")).encode())
    return f"{payload}.{_signature(payload, question, key)}"


def unseal(token: str, question: str, keys: Sequence[bytes]) -> Position:
    """The position of a token. Raises FilterRefused for one of another question, of another site, or made up."""
    shape = _SHAPE.fullmatch(token)
    if not shape or not any(hmac.compare_digest(shape[2], _signature(shape[1], question, key)) for key in keys):
        raise FilterRefused("This token belongs to no `next` link of this question.", "token")
    after, handed_out, state = json.loads(base64.urlsafe_b64decode(shape[1] + "=" * (-len(shape[1]) % 4)))
    return Position(tuple(after), handed_out, state)


def _signature(payload: str, question: str, key: bytes) -> str:
    return _text(hmac.digest(key, f"{payload}\n{question}".encode("utf-8", "replace"), "sha256")[:16])


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
