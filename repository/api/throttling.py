"""How often one token, or one origin without any, may ask in a minute; counted by each web process for itself."""

from collections import Counter
from threading import Lock
from time import monotonic
from typing import Final

from allauth.account.adapter import get_adapter
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from repository.models import PersonalToken

WITH_TOKEN: Final = 1_200
"""Twenty a second: more than a script that sends one small file after another."""
WITHOUT: Final = 300
WINDOW_S: Final = 60.0


class Count:
    """Requests by who asks, in the window that is open now."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._began = monotonic()

    def add(self, who: str) -> int:
        """One more; how many that makes."""
        with self._lock:
            if monotonic() - self._began > WINDOW_S:
                self._counts.clear()
                self._began = monotonic()
            self._counts[who] += 1
            return self._counts[who]

    def wait(self) -> float:
        """Seconds until the window closes."""
        return max(WINDOW_S - (monotonic() - self._began), 1.0)


COUNT: Final = Count()


class ByToken(BaseThrottle):
    """Says no past the number, and when to come back."""

    def allow_request(self, request: Request, view: object) -> bool:
        """Count this one."""
        if isinstance(request.auth, PersonalToken):
            return COUNT.add(f"token {request.auth.pk}") <= WITH_TOKEN
        return COUNT.add(str(get_adapter(request).get_client_ip(request))) <= WITHOUT

    def wait(self) -> float:
        """Seconds."""
        return COUNT.wait()
