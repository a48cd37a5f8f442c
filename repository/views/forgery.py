"""Django's own check against forgery for bodies that must not be read: the token comes in the address or a header."""

from copy import copy

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token


def forgery_refused(request: HttpRequest, *, has_permit: bool) -> HttpResponseBase | None:
    """What Django answers to a request that another site made, from origin, cookie and token; None where it is ours.

    ``has_permit``: a signed permit that only our page can give stands for the token.
    """
    door = copy(request)
    door.method = "PUT"  # of a POST, the check would read the body to look for the token there
    door.META = dict(request.META)
    if has_permit:
        door.META["HTTP_X_CSRFTOKEN"] = get_token(request)
    return CsrfViewMiddleware(_nothing_follows).process_view(door, _nothing_follows, (), {})


def _nothing_follows(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
