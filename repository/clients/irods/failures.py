"""What the client of a zone raises, and iRODS' own number and word for it."""

import struct
from typing import Final
from xml.etree.ElementTree import ParseError

from irods.exception import PycommandsException, iRODSException

FAILURES: Final = (
    *(iRODSException, PycommandsException),
    *(OSError, struct.error, ParseError, RuntimeError, AttributeError, KeyError, ValueError),
)
"""What the client raises: its own errors, and others where the line breaks or for numbers that it does not know."""


def code_of(error: BaseException) -> int:
    """The number of iRODS for an error, without what its disks added; 0 where there is none."""
    return -(abs(whole_code_of(error)) // 1000 * 1000)


def whole_code_of(error: BaseException) -> int:
    """The number with what its disks added."""
    if isinstance(error, iRODSException):
        return int(getattr(error, "code", 0))
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], int):
        return error.args[0]
    return 0


def word_of(error: BaseException) -> str:
    """iRODS' name and number of an error, or what the client calls it."""
    number = whole_code_of(error)
    name = type(error).__name__
    return f"{name} {number}" if number else f"{name}: {error}".removesuffix(": ")
