"""Where a replica's bucket is, and whether the storage shall lock what lies there. Pure."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from repository.clients.s3.address import S3Address, address_of

TAKES: Final = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-3&style=path"

_OURS: Final = {"lock", "lock_days"}
_LOCKS: Final = ("governance", "compliance")
_DAYS_MOST: Final = 36_500


@dataclass(frozen=True, slots=True)
class ReplicaAddress:
    """A bucket, and the object lock that each new object gets: ``governance``, ``compliance`` or nothing."""

    bucket: S3Address
    lock: str = ""
    lock_days: int = 0


def replica_address(url: str, *, access_key: str = "", secret_key: str = "") -> ReplicaAddress:
    """What an address says: as `repository.clients.s3.address`, and ``lock=governance&lock_days=365``.

    Keys come beside it, never in it. Raises ValueError.
    """
    parts = urlsplit(url)
    told = parse_qsl(parts.query, keep_blank_values=True)
    options = dict(told)
    if len(options) != len(told):
        raise ValueError("said twice")
    rest = urlencode([(name, value) for name, value in told if name not in _OURS])
    bucket = address_of(parts._replace(query=rest).geturl(), access_key=access_key, secret_key=secret_key)
    if not _OURS & set(options):
        return ReplicaAddress(bucket)
    lock, days = options.get("lock", ""), options.get("lock_days", "")
    if lock not in _LOCKS or not (days.isascii() and days.isdigit()) or not 1 <= int(days) <= _DAYS_MOST:
        raise ValueError("no lock")
    return ReplicaAddress(bucket, lock, int(days))
