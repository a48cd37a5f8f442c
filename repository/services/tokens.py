"""Personal tokens: making one, which is shown once; revoking; and who a token shown by a program belongs to."""

import hmac
import secrets
import string
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from repository.accounts.tokens import sha256_of
from repository.errors import TokenRefused, WrongState
from repository.models import Person, PersonalToken, TokenScope
from repository.queries.tokens import live_tokens
from repository.services.events import record_event

LIVES: Final = (30, 90, 365)
"""Days a token may hold."""

MOST: Final = 20
"""Tokens of one person that hold at once."""

_MARK: Final = "varve"
_LETTERS: Final = string.ascii_letters + string.digits
_PREFIX_LENGTH, _SECRET_LENGTH = 8, 40


@transaction.atomic
def make_token(*, actor: Person, name: str, scopes: Collection[str], days: int) -> tuple[PersonalToken, str]:
    """A new token of the actor, and its text, which is kept nowhere. Its person is told by mail.

    Raises ``WrongState`` where ``MOST`` hold already, ``ValueError`` for unknown scopes, none, or another life.
    """
    wanted = [scope for scope in TokenScope if scope.value in scopes]
    if not wanted or len(wanted) != len(set(scopes)) or days not in LIVES:
        raise ValueError("a token has known scopes and one of the lives offered")
    Person.objects.select_for_update().get(pk=actor.pk)
    if live_tokens(actor).count() >= MOST:
        words = _("You have %(most)d tokens, as many as one person may. Revoke one that is not needed any more.")
        raise WrongState(words % {"most": MOST}, code="too-many-tokens")
    prefix = "".join(secrets.choice(string.ascii_lowercase + string.digits) for _place in range(_PREFIX_LENGTH))
    text = f"{_MARK}_{prefix}_{''.join(secrets.choice(_LETTERS) for _place in range(_SECRET_LENGTH))}"
    token = PersonalToken.objects.create(
        person=actor,
        name=name,
        prefix=prefix,
        sha256=sha256_of(text),
        scopes=[scope.value for scope in wanted],
        expires=timezone.now() + timedelta(days=days),
    )
    record_event("token.made", subject=token, actor=actor, payload={"prefix": prefix, "scopes": token.scopes})
    return token, text


@transaction.atomic
def revoke_token(*, actor: Person, token_id: int) -> PersonalToken:
    """End one of the actor's tokens now. Raises ``PersonalToken.DoesNotExist``; ended already, it stays as it is."""
    token = PersonalToken.objects.select_for_update().get(pk=token_id, person=actor)
    if token.revoked is None:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        record_event("token.revoked", subject=token, actor=actor, payload={"prefix": token.prefix})
    return token


def token_shown(header: str) -> PersonalToken:
    """The token of an ``Authorization: Bearer`` header, with its person; the day of its use is noted.

    Raises ``TokenRefused`` for what is no token of ours, and for one that has ended or whose account is closed.
    """
    scheme, _space, text = header.strip().partition(" ")
    mark, _first, rest = text.strip().partition("_")
    prefix = rest.partition("_")[0]
    well_formed = scheme.lower() == "bearer" and mark == _MARK and prefix.isascii() and prefix.isalnum()
    token = PersonalToken.objects.select_related("person").filter(prefix=prefix).first() if well_formed else None
    if token is None or not hmac.compare_digest(token.sha256, sha256_of(text.strip())):
        raise TokenRefused(_("This is no token of this site. Copy it again, or make a new one on your account’s page."))
    _check_life(token)
    today = timezone.now().date()
    if token.last_used != today:
        PersonalToken.objects.filter(pk=token.pk).update(last_used=today)
    return token


def _check_life(token: PersonalToken) -> None:
    if not token.person.is_active:
        raise TokenRefused(_("The account of this token is closed."), code="account-closed")
    if token.revoked is not None:
        raise TokenRefused(_("This token was revoked. Make a new one on your account’s page."), code="token-revoked")
    if token.expires <= timezone.now():
        raise TokenRefused(_("This token has expired. Make a new one on your account’s page."), code="token-expired")
