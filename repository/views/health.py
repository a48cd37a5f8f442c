"""Whether the process lives, and whether the site can work: for supervisors and monitoring, without sessions."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from repository.views.health_checks import KEPT


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as requests are answered at all; asks nobody."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 where every part works, else 503; each part by name, alarms, and how many deliveries wait for a person.

    An answer is given again for two seconds.
    """
    found = KEPT.readiness()
    answer = {
        "ready": found.is_ready,
        "down": found.down,
        "checks": found.checks,
        "alarms": list(found.alarms),
        "held_deliveries": found.held,
    }
    return JsonResponse(answer, status=200 if found.is_ready else 503)
