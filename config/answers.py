"""How answers leave the web application: a finished one whole, a streamed one piece by piece."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""


def whole(application: Application) -> Application:
    """The same application, whose finished answers are lists of bytes.

    granian sends a list at once, but hands anything else to the network piece by piece, with a change of threads for
    each: most of a millisecond for an answer that lies ready in memory.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = application(environ, start_response)
        if getattr(response, "streaming", True):
            return response
        body = list(response)
        response.close()  # type: ignore[attr-defined]  # it has `streaming`, so it is one of Django's
        return body

    return answer
