"""What a catalogue service refuses, in the codes of OWS Common; they travel as exception reports. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ErrorCode(StrEnum):
    """The exception codes of OWS Common 1.0 (table 21) and 2.0 (table 28)."""

    OPERATION_NOT_SUPPORTED = "OperationNotSupported"
    MISSING_PARAMETER_VALUE = "MissingParameterValue"
    INVALID_PARAMETER_VALUE = "InvalidParameterValue"
    VERSION_NEGOTIATION_FAILED = "VersionNegotiationFailed"
    OPTION_NOT_SUPPORTED = "OptionNotSupported"
    NO_APPLICABLE_CODE = "NoApplicableCode"


_STATUS: Final[Mapping[ErrorCode, int]] = {
    ErrorCode.OPERATION_NOT_SUPPORTED: 501,
    ErrorCode.OPTION_NOT_SUPPORTED: 501,
}
"""HTTP status of OWS Common 2.0 (table 28) where it is not 400."""


class CswError(Exception):
    """A request that is not answered: a code, a sentence for the log of a client, the parameter it is about.

    ``status`` is the HTTP status of CSW 3.0; a report of 2.0.2 travels in a 200 answer, as OWS Common 1.0 has none.
    """

    def __init__(self, code: ErrorCode, sentence: str, locator: str = "", *, status: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.locator = locator
        self.status = status or _STATUS.get(code, 400)


def invalid(locator: str, sentence: str) -> CswError:
    """The refusal of a value."""
    return CswError(ErrorCode.INVALID_PARAMETER_VALUE, sentence, locator)


def missing(locator: str) -> CswError:
    """The refusal of a request that lacks a parameter."""
    return CswError(ErrorCode.MISSING_PARAMETER_VALUE, f"The parameter {locator} is missing.", locator)
