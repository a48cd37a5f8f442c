"""Whether something in a conversation is new: asked by every open page every second or two, so it costs one question.

A page that has seen everything holds a tag that says so, for that page, session and minute. While the tag proves itself
nothing else has to be asked: neither who it is nor what they may read, since the answer is that nothing is new.
"""

import hmac
import time
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils.crypto import salted_hmac

SURE_S: Final = 60
"""How long a tag is believed without asking whether its holder may still read."""

_MARK: Final = """
SELECT
  (SELECT concat_ws('.', count(*), max(c.id), extract(epoch FROM max(c.settled_at)))
     FROM moderation_comment c WHERE c.dataset_id = d.id AND (%(private)s OR NOT c.private)),
  (SELECT concat_ws('.', max(r.id), bool_or(r.closed_at IS NULL)) FROM moderation_review r WHERE r.dataset_id = d.id)
FROM repository_dataset d WHERE d.key = %(key)s
"""


def mark_of(key: UUID, *, with_private: bool) -> str:
    """What changes whenever a conversation does, as one side of it sees it; empty where there is no such dataset.

    Private notes change nothing for those who do not read them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, {"key": key, "private": with_private})
        row = cursor.fetchone()
    return sha256(repr(row).encode()).hexdigest()[:16] if row else ""


def tag_of(mark: str, *, page: str, session: str) -> str:
    """The ETag that says for a minute that a page has seen everything up to a mark."""
    until = int(time.time()) + SURE_S
    return f'"{mark}.{until}.{_proof(mark, until, page, session)}"'


def proven_mark(tag: str, *, page: str, session: str) -> str:
    """The mark of a tag that we made for this page and session and that still holds; else nothing."""
    parts = tag.strip().removeprefix("W/").strip('"').split(".")
    if len(parts) != 3 or not parts[1].isdecimal() or len(tag) > 200 or not session or not tag.isascii():
        return ""
    mark, until = parts[0], int(parts[1])
    if not hmac.compare_digest(parts[2], _proof(mark, until, page, session)):
        return ""
    return mark if time.time() < until else ""


def _proof(mark: str, until: int, page: str, session: str) -> str:
    said = f"{mark}\n{until}\n{sha256(session.encode()).hexdigest()}\n{page}"
    return salted_hmac("varve.talk", said, algorithm="sha256").hexdigest()[:32]
