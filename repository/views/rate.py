"""How often one origin may ask for something in a minute, counted by each web process for itself."""

from collections import Counter
from threading import Lock
from time import monotonic

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


class Rate:
    """At most ``most`` requests of one origin in a window of ``window_s`` seconds."""

    def __init__(self, *, most: int, window_s: float = 60.0) -> None:
        self._most, self._window_s = most, window_s
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._began = monotonic()

    def is_over(self, request: HttpRequest) -> bool:
        """Count this request; whether its origin has asked too often."""
        origin = str(get_adapter(request).get_client_ip(request))
        with self._lock:
            if monotonic() - self._began > self._window_s:
                self._counts.clear()
                self._began = monotonic()
            self._counts[origin] += 1
            return self._counts[origin] > self._most
