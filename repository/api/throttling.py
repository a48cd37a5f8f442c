"""How often one token, or one origin without any, may ask in a minute; counted by each web process for itself."""

from typing import Final

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from repository.accounts.rate import Window, origin_of
from repository.models import PersonalToken

WITH_TOKEN: Final = 1_200
"""Twenty a second: more than a script that sends one small file after another."""
WITHOUT: Final = 300
WINDOW: Final = Window()


class ByToken(BaseThrottle):
    """Says no past the number, and when to come back."""

    def allow_request(self, request: Request, view: object) -> bool:
        """Count this one."""
        if isinstance(request.auth, PersonalToken):
            return WINDOW.add(f"token {request.auth.pk}") <= WITH_TOKEN
        return WINDOW.add(origin_of(request._request)) <= WITHOUT

    def wait(self) -> float:
        """Seconds."""
        return WINDOW.left_s()
