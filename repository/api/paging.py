"""Pages by key: the next one begins after the last row of this one, however many rows there are."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.request import Request

from repository.errors import Malformed

MOST: Final = 500
USUAL: Final = 100


def limit_of(request: Request) -> int:
    """How many rows are asked for. Raises ``Malformed``."""
    said = request.query_params.get("limit", str(USUAL))
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) <= MOST):
        raise Malformed(_("`limit` must be a number from 1 to %(most)d.") % {"most": MOST}, code="limit-malformed")
    return int(said)


def cursor_of(request: Request, *kinds: type) -> list[Any] | None:
    """The key after which the page begins, None for the first. Raises ``Malformed`` for what we did not write."""
    said = request.query_params.get("cursor")
    if said is None:
        return None
    try:
        key = json.loads(urlsafe_b64decode(said.encode("ascii", "strict")).decode())
    except (ValueError, RecursionError) as fault:
        raise not_ours() from fault
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise not_ours()
    if any(isinstance(part, str) and ("\x00" in part or len(part) > 400) for part in key):
        raise not_ours()
    return key


def next_url(request: Request, key: Sequence[Any]) -> str:
    """The address of the page that begins after this key."""
    query = request.query_params.copy()
    query["cursor"] = urlsafe_b64encode(json.dumps(list(key), ensure_ascii=True).encode()).decode()
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


def not_ours() -> Malformed:
    """What is told of a cursor that we did not write."""
    return Malformed(_("This cursor is none of ours: take the address that `next` gives."), code="cursor-malformed")
