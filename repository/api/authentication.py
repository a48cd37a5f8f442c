"""Who asks: the person of a personal token, by ``Authorization: Bearer`` alone. A cookie opens nothing here."""

from typing import cast

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from repository.api.problems import ScopeMissing
from repository.errors import TokenRefused
from repository.models import Person, PersonalToken
from repository.services.tokens import token_shown

REALM = 'Bearer realm="varve"'


class TokenAuthentication(BaseAuthentication):
    """Reads the token, wherever one is shown. A wrong one is refused also where none is needed."""

    def authenticate(self, request: Request) -> tuple[Person, PersonalToken] | None:
        """The person and the token. Raises ``TokenRefused``."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        token = token_shown(header)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """What WWW-Authenticate says."""
        return REALM


class HasScope(BasePermission):
    """A token is shown, and was made for what the view's ``scopes`` and ``scopes_too`` name for this method."""

    def has_permission(self, request: Request, view: object) -> bool:
        """True, or raises ``TokenRefused`` or ``ScopeMissing``."""
        if not isinstance(request.auth, PersonalToken):
            words = _("Show a personal token: Authorization: Bearer … You make one on your account’s page.")
            raise TokenRefused(words, code="token-missing")
        method = "GET" if request.method == "HEAD" else str(request.method)
        for scope in scopes_of(view, method):
            check_scope(request.auth, scope)
        return True


def scopes_of(view: object, method: str) -> list[str]:
    """What a token must have been made for, all of it."""
    told = (getattr(view, name, {}).get(method) for name in ("scopes", "scopes_too"))
    return [scope for scope in told if scope is not None]


def check_scope(token: PersonalToken, scope: str) -> None:
    """Raise ``ScopeMissing`` where the token was not made for this."""
    if scope not in token.scopes:
        words = _("This token was not made for this: it lacks %(scope)s.")
        raise ScopeMissing(words % {"scope": scope})


def person_of(request: Request) -> Person:
    """Whose token it is; the views are behind ``HasScope``."""
    return cast("Person", request.user)


def token_of(request: Request) -> PersonalToken:
    """The token that is shown, likewise."""
    return cast("PersonalToken", request.auth)
