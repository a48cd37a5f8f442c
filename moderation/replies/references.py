"""The address that an answer by mail goes to: whose answer, to what, until when, and a proof that we wrote it.

The part before the `@` is `reply+` and 40 letters of base 32, which every mail server keeps as they are, in small
letters or large. Nothing is stored of it.
"""

import hmac
import re
from base64 import b32decode, b32encode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

GOOD_FOR: Final = timedelta(days=60)
_BEGINNING: Final = date(2020, 1, 1)
_MAC_BYTES: Final = 12
_LOCAL: Final = re.compile(r"reply\+([a-z2-7]{40})", re.I)


class About(IntEnum):
    """What is answered."""

    COMMENT = 1
    """The thread of a remark."""
    REVIEW = 2
    """A review as a whole."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Whose answer to what, by the numbers of their rows."""

    about: About
    number: int
    person: int
    until: date

    @property
    def has_ended(self) -> bool:
        """Whether its time is over."""
        return datetime.now(UTC).date() > self.until


def takes_answers() -> bool:
    """Whether this site takes answers by mail at all."""
    return bool(settings.MAIL_REPLY_DOMAIN)


def reply_address(about: About, number: int, *, person: int) -> str:
    """The address for one person's answer to one thing; empty where the site takes no answers by mail."""
    if not takes_answers():
        return ""
    until = datetime.now(UTC).date() + GOOD_FOR
    said = bytes([about]) + number.to_bytes(5) + person.to_bytes(5) + (until - _BEGINNING).days.to_bytes(2)
    return f"reply+{b32encode(said + _mac(said)).decode().lower()}@{settings.MAIL_REPLY_DOMAIN}"


def is_reply_address(address: str) -> bool:
    """Whether an address has the form of ours, forged or not."""
    local, _, domain = address.strip().rpartition("@")
    return domain.lower() == settings.MAIL_REPLY_DOMAIN.lower() and bool(domain) and bool(_LOCAL.fullmatch(local))


def reference_of(address: str) -> Reference | None:
    """What an address of ours refers to, ended or not; None for one that we did not write."""
    if not is_reply_address(address):
        return None
    found = _LOCAL.match(address.strip())
    told = b32decode(found[1].upper()) if found else b""
    said, mac = told[:-_MAC_BYTES], told[-_MAC_BYTES:]
    if not found or not hmac.compare_digest(mac, _mac(said)) or said[0] not in {*About}:
        return None
    return Reference(
        about=About(said[0]),
        number=int.from_bytes(said[1:6]),
        person=int.from_bytes(said[6:11]),
        until=_BEGINNING + timedelta(days=int.from_bytes(said[11:13])),
    )


def _mac(said: bytes) -> bytes:
    return salted_hmac("varve.mail.replies", said, algorithm="sha256").digest()[:_MAC_BYTES]
