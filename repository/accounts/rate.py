"""How often somebody may ask for something in a minute, counted by each web process for itself."""

from collections import Counter
from threading import Lock
from time import monotonic

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest


class Window:
    """Requests by who asks, in the window of ``length_s`` seconds that is open now."""

    def __init__(self, *, length_s: float = 60.0) -> None:
        self._length_s = length_s
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._began = monotonic()

    def add(self, who: str) -> int:
        """One more; how many that makes."""
        with self._lock:
            if monotonic() - self._began > self._length_s:
                self._counts.clear()
                self._began = monotonic()
            self._counts[who] += 1
            return self._counts[who]

    def left_s(self) -> float:
        """Seconds until the window closes, one at least."""
        return max(self._length_s - (monotonic() - self._began), 1.0)


class Rate:
    """At most ``most`` requests of one origin in a window of ``window_s`` seconds."""

    def __init__(self, *, most: int, window_s: float = 60.0) -> None:
        self._most, self._window = most, Window(length_s=window_s)

    def is_over(self, request: HttpRequest) -> bool:
        """Count this request; whether its origin has asked too often."""
        return self._window.add(origin_of(request)) > self._most


def origin_of(request: HttpRequest) -> str:
    """The address that a request came from; that of the proxy where fewer told theirs than stand before us."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return str(request.META.get("REMOTE_ADDR", ""))
