"""An application with lanes of small limits, and a clock that only clients who wait move on."""

from collections.abc import Callable, Iterable
from typing import Any

from config.lanes import Lanes

ANSWER = 600


class Clock:
    """Seconds that pass when a client waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * ANSWER]


def laned(application: Any = site, *, clock: Clock | None = None, **most: float) -> Lanes:
    return Lanes(
        application,
        most_bytes=most.get("bytes", 1e9),
        most_seconds=most.get("seconds", 60),
        whose=lambda environ: environ.get("REMOTE_ADDR", ""),
        session_cookie="sessionid",
        clock=clock or Clock(),
    )
