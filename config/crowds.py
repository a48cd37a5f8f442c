"""Who was told to come back later and did not is answered before all that is there for people."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse

from config.answers import Application


def crowds_last(application: Application) -> Application:
    """The same application, which hears nothing of those who were refused a moment ago.

    A thousand refusals a second would otherwise keep the process from people who work on the site.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        refusal = _refusal(environ) if environ.get("PATH_INFO") == "/search/" else None
        if refusal is None:
            return application(environ, start_response)
        start_response(f"{refusal.status_code} {refusal.reason_phrase}", list(refusal.items()))
        return [refusal.content]

    return answer


def _refusal(environ: dict[str, Any]) -> HttpResponse | None:
    from django.core.handlers.wsgi import WSGIRequest

    from repository.views.search_turns import crowded_answer, is_still_refused

    request = WSGIRequest(environ)
    return crowded_answer(request) if is_still_refused(request) else None
