"""`/metrics`, for this machine or whoever bears the token."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.metrics.exposition import CONTENT_TYPE, write
from config.metrics.figures import figures
from repository.clients.outgoing import is_loopback

_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
"""A request with any of these came through a proxy, so the address it comes from is not the asker's."""


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, or 403. Counts and bytes only: nothing about a person, no title, no name."""
    if not may_read(request):
        return HttpResponse("Only from this machine, or with the token.\n", status=403, content_type="text/plain")
    return HttpResponse(write(figures()), content_type=CONTENT_TYPE)


def may_read(request: HttpRequest) -> bool:
    """Whether the asker bears METRICS_TOKEN, or sits on this machine and came straight."""
    token = settings.METRICS_TOKEN
    borne = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(borne.encode(), token.encode()):
        return True
    came_straight = not any(name in request.headers for name in _FORWARDED)
    return came_straight and is_loopback(request.META.get("REMOTE_ADDR", ""))
