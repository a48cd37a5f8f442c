"""What the service refuses, in the codes of OWS Common and WPS; they travel as exception reports. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ErrorCode(StrEnum):
    """Codes of OWS Common 1.1 and 2.0, of WPS 1.0.0 (table 62) and of WPS 2.0 (tables 44, 50, 53, 56)."""

    MISSING = "MissingParameterValue"
    INVALID = "InvalidParameterValue"
    NOT_SUPPORTED = "OperationNotSupported"
    NEGOTIATION = "VersionNegotiationFailed"
    NONE_APPLIES = "NoApplicableCode"
    BUSY = "ServerBusy"
    TOO_LARGE = "FileSizeExceeded"
    NO_SUCH_PROCESS = "NoSuchProcess"
    NO_SUCH_JOB = "NoSuchJob"
    NOT_READY = "ResultNotReady"


_STATUS: Final[Mapping[ErrorCode, int]] = {
    ErrorCode.NOT_SUPPORTED: 501,
    ErrorCode.BUSY: 503,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.NO_SUCH_JOB: 404,
}
"""HTTP status where it is not 400."""


class WpsError(Exception):
    """A request that is not answered: a code, a sentence, the parameter or input it is about."""

    def __init__(self, code: ErrorCode, sentence: str, locator: str = "", *, status: int = 0) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.locator = code, sentence, locator
        self.status = status or _STATUS.get(code, 400)


def invalid(locator: str, sentence: str) -> WpsError:
    """The refusal of a value."""
    return WpsError(ErrorCode.INVALID, sentence, locator)


def missing(locator: str) -> WpsError:
    """The refusal of a request that lacks a parameter."""
    return WpsError(ErrorCode.MISSING, f"The parameter {locator} is missing.", locator)
