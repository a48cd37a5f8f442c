"""What all views of the API share: one token, one language, JSON only, nothing kept by caches."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from repository.api.problems import LengthMissing
from repository.errors import Malformed
from repository.models import TokenScope

_IN_ADDRESS: Final = frozenset({"token", "access_token", "api_key", "apikey", "bearer"})

READ, WRITE = TokenScope.DEPOSITS_READ.value, TokenScope.DEPOSITS_WRITE.value
SHARE = TokenScope.DEPOSITS_SHARE.value
FILES, SUBMIT = TokenScope.FILES_WRITE.value, TokenScope.SUBMIT.value


class ApiView(APIView):
    """A view for programs. ``scopes``: method -> what the token must have been made for; ``scopes_too``: as well."""

    scopes: ClassVar[Mapping[str, str]] = {}
    scopes_too: ClassVar[Mapping[str, str]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a token in the address, where it would be kept in logs and histories; then who asks, and how often."""
        if _IN_ADDRESS & {name.lower() for name in request.query_params}:
            words = _("A token in an address ends up in logs, so it is not read there. Revoke it, and send a header.")
            raise Malformed(words, code="token-in-address")
        super().initial(request, *args, **kwargs)
        if "Transfer-Encoding" in request.headers and not self.takes_streams:
            raise LengthMissing(_("Send Content-Length with this body."))

    takes_streams: ClassVar[bool] = False
    """Whether a body may come without a length."""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Nothing of it is for caches."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The methods there are."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


class OpenView(ApiView):
    """A view that needs no token; one that is shown is still looked at."""

    permission_classes = ()
    security: ClassVar[tuple[dict[str, list[str]], ...]] = ({},)
    """What the document says of who may ask."""
