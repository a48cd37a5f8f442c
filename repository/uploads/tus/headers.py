"""The headers of tus 1.0, read and written. Every reader raises ``HeaderMalformed`` in words for a developer."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from uuid import UUID

from repository.uploads.tus.refusals import HeaderMalformed, WrongType, WrongVersion

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,expiration,checksum,termination,concatenation"
BODY_TYPE: Final = "application/offset+octet-stream"
METADATA_MOST: Final = 8_000
"""Characters of an Upload-Metadata header."""
PARTS_MOST: Final = 1_000

_KEY: Final = re.compile(r"[!-+\--~]{1,100}")  # visible ASCII without comma
_PART: Final = re.compile(r"/uploads/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?$")


@dataclass(frozen=True, slots=True)
class Concat:
    """What Upload-Concat says: a part of something larger, or the whole of these parts; neither where it is absent."""

    is_part: bool = False
    parts: tuple[UUID, ...] = ()


def check_version(headers: Mapping[str, str]) -> None:
    """Raise ``WrongVersion`` unless the client speaks ours."""
    if headers.get("Tus-Resumable", "") != VERSION:
        raise WrongVersion(f"Tus-Resumable must be {VERSION}.")


def check_body_type(headers: Mapping[str, str]) -> None:
    """Raise ``WrongType`` for a body that is no piece of an upload."""
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != BODY_TYPE:
        raise WrongType(f"Content-Type must be {BODY_TYPE}.")


def whole_number(headers: Mapping[str, str], name: str) -> int:
    """A number of bytes, 0 or more."""
    said = headers.get(name, "")
    if not (said.isascii() and said.isdecimal() and len(said) < 19):
        raise HeaderMalformed(f"{name} must be a number of bytes.")
    return int(said)


def metadata_of(headers: Mapping[str, str]) -> dict[str, str]:
    """What Upload-Metadata says: keys of visible ASCII, each once, with base64 of UTF-8 or nothing."""
    said = headers.get("Upload-Metadata", "")
    if len(said) > METADATA_MOST:
        raise HeaderMalformed(f"Upload-Metadata must have {METADATA_MOST} characters at most.")
    found: dict[str, str] = {}
    for pair in said.split(",") if said.strip() else ():
        key, _space, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise HeaderMalformed("Upload-Metadata must name each key once.")
        found[key] = _decoded(value)
    return found


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as fault:
        raise HeaderMalformed("Upload-Metadata must hold base64 of UTF-8.") from fault


def metadata_text(values: Mapping[str, str]) -> str:
    """An Upload-Metadata header."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}".strip() for key, value in values.items())


def concat_of(headers: Mapping[str, str]) -> Concat:
    """What Upload-Concat says; its addresses are those that creation gave, whole or without the host."""
    said = headers.get("Upload-Concat", "").strip()
    if not said:
        return Concat()
    if said == "partial":
        return Concat(is_part=True)
    if not said.startswith("final;"):
        raise HeaderMalformed("Upload-Concat must be partial, or final; and the addresses of its parts.")
    found = [_PART.search(address) for address in said.removeprefix("final;").split()]
    if not 0 < len(found) <= PARTS_MOST:
        raise HeaderMalformed(f"Upload-Concat must name between 1 and {PARTS_MOST} parts.")
    keys = tuple(UUID(match[1]) for match in found if match)
    if len(set(keys)) != len(found):
        raise HeaderMalformed("Upload-Concat must name each part once, by its address.")
    return Concat(parts=keys)


def expires_text(moment: datetime) -> str:
    """An Upload-Expires header (RFC 9110); the moment in UTC."""
    return format_datetime(moment, usegmt=True)
