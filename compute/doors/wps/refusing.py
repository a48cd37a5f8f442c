"""What went wrong, in the words of the standard: errors of the services as exception reports."""

from typing import Final

from django.http import HttpResponse

from compute.doors.entrance import TooOften
from compute.doors.wps import reports
from compute.doors.wps.errors import ErrorCode, WpsError, invalid, missing
from compute.doors.wps.serving import no_such_job
from compute.doors.wps.versions import Version
from compute.models import Job
from compute.processes.base import InputRefused
from repository.api.authentication import REALM
from repository.errors import NotAllowed, RepositoryError, TokenRefused, TransientFailure, WrongState

_STATUS: Final[dict[type[RepositoryError], int]] = {TokenRefused: 401, NotAllowed: 403, WrongState: 409}
_WAIT_S: Final = 30


def as_report(problem: Exception) -> WpsError:
    """The report of a refusal, with its HTTP status."""
    if isinstance(problem, WpsError):
        return problem
    if isinstance(problem, InputRefused):
        is_missing = problem.rule == "required"
        return missing(problem.input) if is_missing else invalid(problem.input, problem.message)
    if isinstance(problem, Job.DoesNotExist):
        return no_such_job()
    if isinstance(problem, TooOften):
        return WpsError(ErrorCode.BUSY, "Too many requests within a minute.")
    if isinstance(problem, RepositoryError):
        return _of_services(problem)
    return WpsError(ErrorCode.NONE_APPLIES, "The request cannot be answered.")


def refusal(problem: WpsError, version: Version) -> HttpResponse:
    """As it is sent."""
    body = reports.report(version, problem)
    answer = HttpResponse(body, content_type="text/xml; charset=utf-8", status=problem.status)
    answer["Cache-Control"] = "no-store"
    if problem.status == 401:
        answer["WWW-Authenticate"] = REALM
    if problem.status == 503:
        answer["Retry-After"] = str(_WAIT_S)
    return answer


def _of_services(problem: RepositoryError) -> WpsError:
    if isinstance(problem, TransientFailure) or problem.code == "too-many-jobs":
        return WpsError(ErrorCode.BUSY, problem.sentence)
    status = next((number for kind, number in _STATUS.items() if isinstance(problem, kind)), 400)
    locator = "Authorization" if status == 401 else ""
    return WpsError(ErrorCode.NONE_APPLIES, problem.sentence, locator, status=status)
