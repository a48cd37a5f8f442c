"""What the API answers when it cannot do what was asked: problem details (RFC 9457), in the reader's language."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from repository.errors import FileRefused, Malformed, NotAllowed

MEDIA_TYPE: Final = "application/problem+json"
ROOT: Final = "/api/"


class Fault(NamedTuple):
    """One thing that is wrong: where in the body (JSON Pointer, RFC 6901), a stable code, and a sentence."""

    pointer: str
    code: str
    detail: str

    def as_json(self) -> dict[str, str]:
        """The member of ``errors``."""
        return {"pointer": self.pointer, "code": self.code, "detail": self.detail}


def problem(status: int, code: str, detail: str, errors: Iterable[Fault] = ()) -> dict[str, Any]:
    """The members of a problem document."""
    said: dict[str, Any] = {
        "type": f"urn:varve:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if found := [fault.as_json() for fault in errors]:
        said["errors"] = found
    return said


def pointer(*steps: object) -> str:
    """A JSON Pointer: ``pointer("record", "creators", 0)`` is ``/record/creators/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether it is a program that reads the answer, whatever it is."""
    return request.path.startswith(ROOT)


def bare(status: int, code: str) -> JsonResponse:
    """A problem of a request that no view of the API was found for, or in which one failed."""
    sentence = _("There is nothing here.") if status == 404 else HTTPStatus(status).description
    return JsonResponse(problem(status, code, sentence), status=status, content_type=MEDIA_TYPE)


class BodyInvalid(Malformed):
    """The body has the wrong shape: ``faults`` say where."""

    code = "invalid"

    def __init__(self, sentence: str, faults: Iterable[Fault] = (), *, code: str = "") -> None:
        super().__init__(sentence, code=code)
        self.faults = tuple(faults)


class ScopeMissing(NotAllowed):
    """The token was not made for this."""

    code = "scope-missing"


class DigestDiffers(FileRefused):
    """The bytes that came are not those of the digest."""

    code = "digest-differs"


class LengthMissing(Malformed):
    """A body without Content-Length, where it is wanted."""

    code = "length-missing"
