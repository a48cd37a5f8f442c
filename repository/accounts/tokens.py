"""Tokens of invitations, links, advice, watches and webhooks: 256 bits, made anew from the site's key when needed.

At most the SHA256 of a token is stored: a copy of the database opens nothing.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

INVITATION, REVIEWER, ADVICE, WATCH, WEBHOOK = "invitation", "reviewer", "advice", "watch", "webhook"
ACCESS, FILES = "access", "files"
"""What a token is for."""


def token_of(purpose: str, key: UUID, *, issue: int = 1) -> str:
    """The token of an invitation or a link, 43 characters that may stand in an address (HMAC-SHA256)."""
    digest = salted_hmac(f"varve.tokens.{purpose}", f"{key}:{issue}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def sha256_of(token: str) -> str:
    """What is stored of a token; of text that is no token, too, which is then found nowhere."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
