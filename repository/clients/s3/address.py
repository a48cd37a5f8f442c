"""Where a bucket is: `s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-3&style=path`. Pure."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

from repository.clients.outgoing import is_loopback

TAKES: Final = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-3&style=path"

_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_REGION: Final = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class S3Address:
    """A bucket, the folder in it (or nothing), who serves it (nothing: Amazon), and the keys that open it."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    style: str = "path"
    access_key: str = ""
    secret_key: str = field(default="", repr=False)


def address_of(url: str, *, access_key: str = "", secret_key: str = "") -> S3Address:
    """What an address says. Keys come beside it, never in it: addresses are shown and logged.

    ``endpoint``: https, or http on this machine; without it ``region`` says where at Amazon. ``style``: ``path`` (the
    default, which every server knows) or ``virtual``. Raises ValueError.
    """
    parts = urlsplit(url)
    told = parse_qs(parts.query, strict_parsing=bool(parts.query), keep_blank_values=True)
    if parts.scheme != "s3" or parts.fragment or "@" in parts.netloc or ":" in parts.netloc:
        raise ValueError("no address of a bucket")
    if not _BUCKET.fullmatch(parts.netloc) or set(told) - {"endpoint", "region", "style"}:
        raise ValueError("no address of a bucket")
    if any(len(values) != 1 for values in told.values()):
        raise ValueError("said twice")
    prefix = parts.path.strip("/")
    found = S3Address(
        bucket=parts.netloc,
        prefix=prefix,
        endpoint=_endpoint(told.get("endpoint", [""])[0]),
        region=told.get("region", ["us-east-1"])[0],
        style=told.get("style", ["path"])[0],
        access_key=access_key,
        secret_key=secret_key,
    )
    if (prefix and not _PREFIX.fullmatch(prefix)) or not _REGION.fullmatch(found.region):
        raise ValueError("no prefix or region")
    if found.style not in {"path", "virtual"}:
        raise ValueError("no style")
    return found


def _endpoint(said: str) -> str:
    """Plain http only to this machine: whoever listens on the line would read every draft."""
    if not said:
        return ""
    parts = urlsplit(said)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not is_safe or not parts.hostname or parts.path not in {"", "/"} or parts.query or "@" in parts.netloc:
        raise ValueError("no endpoint")
    if parts.port == 0 or not said.isascii() or " " in said:
        raise ValueError("no endpoint")
    return said.rstrip("/")
