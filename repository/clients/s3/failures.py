"""What may go wrong with a bucket, and how the answers of S3 become that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError
from django.utils.translation import gettext as _

from repository.errors import PermanentFailure, TransientFailure


class StorageAway(TransientFailure):
    """The storage does not answer, or answers that it cannot now: it may a little later."""

    code = "storage-away"


class StorageRefused(StorageAway):
    """The storage does not know our keys or our bucket: an operator has to look, then it goes on by itself."""

    code = "storage-refused"


class StorageAltered(StorageAway):
    """The storage holds other bytes than it was given."""

    code = "storage-altered"


class ObjectMissing(PermanentFailure):
    """There is no such object."""

    code = "object-missing"


class PiecesMissing(PermanentFailure):
    """What had been sent of an object is not there any more, or not as it was sent."""

    code = "pieces-missing"


_MISSING: Final = {"NoSuchKey", "404", "NotFound"}
_NO_PIECES: Final = {"NoSuchUpload", "InvalidPart", "InvalidPartOrder"}
_ALTERED: Final = {"BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "IncompleteBody"}
_REFUSED: Final = {
    "AccessDenied",
    "InvalidAccessKeyId",
    "InvalidToken",
    "NoSuchBucket",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
}


@contextmanager
def told() -> Iterator[None]:
    """Turn whatever boto3 raises into one of ours; the word of S3 for it stands in the sentence."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", "")) or "unknown"
        raise _ours({"403": "AccessDenied"}.get(code, code)) from error
    except (BotoCoreError, OSError) as error:
        raise StorageAway(_away(type(error).__name__)) from error


def _ours(code: str) -> StorageAway | PermanentFailure:
    if code in _MISSING:
        return ObjectMissing(f"The object is not in the storage ({code}).")
    if code in _NO_PIECES:
        return PiecesMissing(f"What was sent of the object is not in the storage ({code}).")
    if code in _REFUSED:
        return StorageRefused(_away(code))
    if code in _ALTERED:
        return StorageAltered(_away(code))
    return StorageAway(_away(code))


def _away(code: str) -> str:
    words = _("The storage of this site does not answer now (%(code)s). Try again in a few minutes.")
    return words % {"code": code}
