"""What may go wrong with a zone: it passes, or it waits for a person. Sentences name the store and iRODS' own word."""

import errno
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from irods.exception import NetworkException

from repository.clients.irods.failures import FAILURES, code_of, whole_code_of, word_of
from repository.errors import PermanentFailure, TransientFailure

CAT_NO_ROWS_FOUND: Final = -808000
SYS_INVALID_INPUT_PARAM: Final = -130000
NAME_TAKEN: Final = frozenset({-809000, -833000, -834000})
"""There is such an item; a collection; a data object."""

_REFUSED: Final = frozenset({-10000, -13000, -39000, -350000, -818000, -826000, -827000, -830000, -910000, -993000})
"""Who signs in is not known, not let in, or has no right."""
_MISPLACED: Final = frozenset({-32000, -78000, -814000})
"""A resource or a collection that is not there."""
_BUSY: Final = frozenset({-405000, -406000, -1803000})
_MOVED: Final = frozenset({-164000, -358000, -808000, -817000})
"""What was there a moment ago: another process moved or removed it."""
_QUOTA: Final = -110000
_FULL_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_DISK_ERRORS: Final = range(-530999, -509999)


def is_lost(error: BaseException) -> bool:
    """Whether a resource does not have the bytes that the catalogue says it has."""
    code = whole_code_of(error)
    return code in _DISK_ERRORS and -code % 1000 == errno.ENOENT


@contextmanager
def answered(url: str) -> Iterator[None]:
    """Turn whatever the client raises into ``store-away``, ``store-full``, ``package-busy`` or ``store-refused``."""
    try:
        yield
    except FAILURES as error:
        raise _ours(url, error) from error


def _ours(url: str, error: BaseException) -> TransientFailure | PermanentFailure:
    code, word = code_of(error), word_of(error)
    if code in _REFUSED | _MISPLACED or _is_about_trust(error):
        text = f"The store {url} does not let us in ({word}): correct its address, its password, its rights or its TLS."
        return PermanentFailure(text, code="store-refused")
    if code in _BUSY | _MOVED:
        return TransientFailure(f"Somebody else is at it in the store {url} ({word}).", code="package-busy")
    is_full = whole_code_of(error) in _DISK_ERRORS and -whole_code_of(error) % 1000 in _FULL_DISK
    if is_full or code == _QUOTA:
        return TransientFailure(f"The store {url} is full ({word}).", code="store-full")
    return TransientFailure(f"The store {url} does not answer as it should ({word}).", code="store-away")


def _is_about_trust(error: BaseException) -> bool:
    """Whether one end does not believe the other, or they do not agree on TLS."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return True
    return isinstance(error, NetworkException) and "negotiation failure" in str(error)
