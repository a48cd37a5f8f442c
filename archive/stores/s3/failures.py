"""What may go wrong with a store in a bucket: it passes, or it waits for a person. Sentences name the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import ClientError

from repository.clients.s3.failures import ObjectMissing, PiecesMissing, StorageAway, StorageRefused
from repository.errors import PermanentFailure, RepositoryError, TransientFailure

_FULL: Final = {"QuotaExceeded", "InsufficientCapacity", "InsufficientStorage", "XMinioStorageFull", "507"}


class KeyTaken(Exception):
    """Something is under the key already; the storage did not replace it."""


class NoLock(PermanentFailure):
    """The storage does not lock objects of this bucket, though the address asks for it."""

    code = "store-no-lock"


@contextmanager
def answered(url: str) -> Iterator[None]:
    """Turn what the house's client raises into ``store-away`` or ``store-full``, which pass, or ``store-refused``."""
    try:
        yield
    except StorageRefused as refused:
        if _reason(refused) == "RequestTimeTooSkewed":
            text = f"The store {url} does not believe this machine's clock: set it right."
            raise TransientFailure(text, code="store-away") from refused
        text = f"The store {url} does not let us in ({_reason(refused)}): correct its address, its keys or its rights."
        raise PermanentFailure(text, code="store-refused") from refused
    except (StorageAway, ObjectMissing, PiecesMissing) as away:
        reason = _reason(away)
        if reason in _FULL:
            raise TransientFailure(f"The store {url} has no room left ({reason}).", code="store-full") from away
        raise TransientFailure(f"The store {url} does not answer as it should ({reason}).", code="store-away") from away


def _reason(error: RepositoryError) -> str:
    """The word of S3 for it, or the name of what boto3 raised."""
    cause = error.__cause__
    if isinstance(cause, ClientError):
        return str(cause.response.get("Error", {}).get("Code", "")) or "unknown"
    if isinstance(cause, ObjectMissing):
        return "NoSuchBucket"
    return type(cause or error).__name__
