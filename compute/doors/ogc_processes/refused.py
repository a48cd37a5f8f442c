"""Why a request is not done, as the exceptions of OGC 18-062r2 (RFC 7807): one table from our errors."""

from http import HTTPStatus
from typing import Any, Final

from compute.doors.entrance import TooOften
from compute.doors.ogc_processes.links import EXCEPTIONS
from compute.refusals import InputRefused
from compute.services.submitting import NoSuchProcess
from repository.api.problems import BodyInvalid
from repository.errors import (
    FileRefused,
    Malformed,
    NotAllowed,
    RepositoryError,
    TokenRefused,
    TransientFailure,
    WrongState,
)

_STATUS: Final[tuple[tuple[type[RepositoryError], int], ...]] = (
    (NoSuchProcess, 404),
    (TokenRefused, 401),
    (NotAllowed, 403),
    (Malformed, 400),
    (FileRefused, 400),
    (WrongState, 409),
    (TransientFailure, 503),
)
_BY_CODE: Final = {"body-too-large": 413}
_OF_SUBSCRIBERS: Final = "webhook-refused"


class Unanswered(Exception):
    """An exception of the standard: ``type_`` is the end of its URI, ``more`` are further members and ``headers``."""

    def __init__(self, status: int, type_: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any):
        super().__init__(detail)
        self.status, self.type_, self.detail = status, type_, detail
        self.headers, self.more = headers or {}, more

    def as_json(self) -> dict[str, Any]:
        """The document."""
        title = HTTPStatus(self.status).phrase
        said = {"type": f"{EXCEPTIONS}{self.type_}", "title": title, "status": self.status, "detail": self.detail}
        return said | self.more


def invalid(name: str, rule: str, detail: str) -> Unanswered:
    """400: which argument or input, and which rule it breaks."""
    return Unanswered(400, "InvalidParameterValue", detail, input=name, rule=rule)


def no_such_job() -> Unanswered:
    """404."""
    return Unanswered(404, "no-such-job", "There is no such job, or it is another person's.")


def unanswered(error: Exception) -> Unanswered | None:
    """What an error of ours is here; None: it is none of ours."""
    match error:
        case Unanswered():
            return error
        case InputRefused():
            return invalid(error.input, error.rule, error.message)
        case TooOften():
            return Unanswered(429, "too-many-requests", "Wait a little.", headers={"Retry-After": str(error.wait_s)})
        case BodyInvalid():
            first = error.faults[0].pointer if error.faults else "body"
            status = _BY_CODE.get(error.code, 400)
            return Unanswered(status, "InvalidParameterValue", error.sentence, input=first, rule=error.code)
        case RepositoryError():
            return _ours(error)
        case _:
            return None


def _ours(error: RepositoryError) -> Unanswered | None:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), None)
    if status is None:
        return None
    if error.code == _OF_SUBSCRIBERS:
        return invalid("subscriber", error.code, error.sentence)
    headers = {"WWW-Authenticate": 'Bearer realm="varve"'} if status == 401 else {}
    if status == 503:
        headers["Retry-After"] = "10"
    return Unanswered(status, error.code, error.sentence, headers=headers, code=error.code)
