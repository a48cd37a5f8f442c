"""One mail as it came, from anybody: who says to have sent it, to whom, what it says and carries. Pure and bounded.

The old policy of the standard library is used on purpose: it reads headers as they are and parses none by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from hashlib import sha256
from typing import Final

from moderation.replies.cutting import answer_in, flowed
from moderation.replies.html_text import text_of

MOST_BYTES: Final = 30_000_000
"""Of a whole mail, with its files in base 64."""
_HEADER: Final = 4_000
_RECIPIENTS: Final = 20
_PARTS: Final = 100
_DEPTH: Final = 12
_TO: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_NOT_FILES: Final = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_SLOW: Final = ("punycode", "idna", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape")
"""No letters of any mail, and some take the square of the time."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that came along."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says of itself; nothing of it is true before it is compared with what we know."""

    key: str
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    is_automatic: bool
    text: str
    files: tuple[Carried, ...]
    is_cut: bool = False
    """Whether it was longer than is read: text and files are then nobody's."""


def read_mail(raw: bytes) -> Mail:
    """A mail from its bytes. Raises ``ValueError`` for what cannot be read as one."""
    try:
        message = message_from_bytes(raw[:MOST_BYTES])
        parts = list(_parts(message))
        text, files = _text(parts), tuple(_files(parts))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
        raise ValueError("this is no mail that can be read") from error
    if not message.keys():
        raise ValueError("this is no mail: it has no header")
    named = _header(message, "Message-ID").strip()
    return Mail(
        key=sha256(named.encode("utf-8", "replace") if named else raw).hexdigest(),
        senders=_addresses(message, "From"),
        recipients=tuple(address for name in _TO for address in _addresses(message, name)),
        is_automatic=_is_automatic(message),
        text=text,
        files=files,
        is_cut=len(raw) > MOST_BYTES,
    )


def _header(message: Message, name: str) -> str:
    return str(message.get(name, "") or "")[:_HEADER]


def _addresses(message: Message, name: str) -> tuple[str, ...]:
    """The addresses in the headers of a name, in small letters; none from a header that is no list of addresses."""
    headers = [str(each)[:_HEADER].replace("\r", " ").replace("\n", " ") for each in message.get_all(name, [])[:3]]
    found = [address.strip().lower() for _name, address in getaddresses(headers)]
    return tuple(address for address in found if "@" in address)[:_RECIPIENTS]


def _is_automatic(message: Message) -> bool:
    """Whether a program wrote it: RFC 3834, reports of delivery, lists, and what was said before there was an RFC."""
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    sender = "".join(_addresses(message, "From")[:1]).partition("@")[0]
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or _header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() in ("multipart/report", "message/delivery-status")
        or any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Loop", "List-Id", "X-Failed-Recipients"))
        or sender in ("mailer-daemon", "postmaster", "noreply", "no-reply")
    )


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are no containers, in their order; of two ways to say one thing, the plain one."""
    if depth > _DEPTH:
        return
    if not message.is_multipart() or message.get_content_maintype() != "multipart":
        yield message
        return
    inside = [part for part in message.get_payload() if isinstance(part, Message)][:_PARTS]
    if message.get_content_type() == "multipart/alternative":
        inside = _plainest(inside)
    for number, part in enumerate(part for each in inside for part in _parts(each, depth + 1)):
        if number >= _PARTS:
            return
        yield part


def _plainest(ways: list[Message]) -> list[Message]:
    plain = [part for part in ways if part.get_content_type() == "text/plain" and _string(part).strip()]
    return plain[:1] or ways[-1:]


def _text(parts: list[Message]) -> str:
    said = []
    for part in parts:
        if _name(part) or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            said.append(_plain(part))
        elif part.get_content_type() == "text/html":
            said.append(text_of(_string(part)))
    return answer_in(_CONTROL.sub("", "\n".join(said)))


def _plain(part: Message) -> str:
    text = _string(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return flowed(text, deletes_space=str(part.get_param("delsp", "")).lower() == "yes")


def _files(parts: list[Message]) -> Iterator[Carried]:
    """Files that were attached: not pictures inside the text, as signatures have them, and no signatures of keys."""
    for part in parts:
        is_attached = part.get_content_disposition() == "attachment"
        is_text = part.get_content_maintype() == "text" and not is_attached and not _name(part)
        is_inside = bool(part.get("Content-ID")) and not is_attached
        if is_text or is_inside or part.get_content_type() in _NOT_FILES:
            continue
        yield Carried(_name(part) or f"attachment.{part.get_content_subtype()[:20]}", _bytes(part))


def _name(part: Message) -> str:
    """The name that a file has in the mail; empty where it has none that can be read."""
    try:
        return _decoded(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _decoded(value: str) -> str:
    pieces = decode_header(value[:_HEADER])
    return "".join(piece if isinstance(piece, str) else _as_text(piece, charset) for piece, charset in pieces)


def _bytes(part: Message) -> bytes:
    if part.is_multipart():
        return part.get_payload(0).as_bytes() if part.get_payload() else b""  # type: ignore[union-attr]
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _string(part: Message) -> str:
    return _as_text(_bytes(part), part.get_content_charset())


def _as_text(content: bytes, charset: str | None) -> str:
    for name in (charset if charset not in _SLOW else None, "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, ValueError):
            continue
    return content.decode("windows-1252", "replace")
