"""Asking registries outside while somebody types: a short deadline, answers kept for hours, silence for a minute.

Only what was typed is sent, and neither that nor an answer is ever logged.
"""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pickle import UnpicklingError
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from repository.clients.outgoing import NoAnswer

logger = logging.getLogger(__name__)

KEPT_S: Final = 6 * 3600
PARTLY_KEPT_S: Final = 60
SILENT_S: Final = 60
_FORM: Final = "1"
"""Changes with the values that are kept."""
_CONVERSATIONS: Final = threading.BoundedSemaphore(8)
"""Of each web process at a time: registries that hang must not hold a thread for each key that is pressed."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to one registry. ``ask``: a call of its client; ``url``: where it is, empty where it is not asked.

    ``is_whole``: whether an answer may be kept for hours.
    """

    registry: str
    url: str
    about: str
    ask: Callable[[], Any]
    is_whole: Callable[[Any], bool] = lambda _answer: True


@dataclass(frozen=True, slots=True)
class Reply:
    """What a registry said; ``is_silent``: it was to be asked and gave no answer."""

    answer: Any = None
    is_silent: bool = False


def ask_registries(questions: Sequence[Question]) -> tuple[Reply, ...]:
    """The replies to all questions, asked side by side, within one deadline; no registry can make this fail."""
    until = monotonic() + settings.REGISTRIES_TIMEOUT_S
    begun = [_begin(question) for question in questions]
    return tuple(
        each if isinstance(each, Reply) else _reply(question, each, until)
        for question, each in zip(questions, begun, strict=True)
    )


Said = queue.SimpleQueue[tuple[Any, Exception | None]]


def _begin(question: Question) -> "Reply | Said":
    """A reply that is known already, or where the answer will come."""
    if not question.url:
        return Reply()
    kept = _kept(question)
    if kept is not None:
        return Reply(kept[0])
    if caches["registries"].get(_silence(question)) or not _CONVERSATIONS.acquire(blocking=False):
        return Reply(is_silent=True)
    said: Said = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(question, said), daemon=True).start()
    return said


def _kept(question: Question) -> tuple[Any] | None:
    """What is kept of an answer, if anything; what another version of the software kept is asked for anew."""
    try:
        kept: tuple[Any] | None = caches["registries"].get(_key(question))
    except (AttributeError, ImportError, TypeError, ValueError, UnpicklingError):
        return None
    return kept


def forget_expired() -> int:
    """Remove the answers whose hours are over, which otherwise lie there until they are asked for; how many."""
    table = connection.ops.quote_name(str(settings.CACHES["registries"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608  (our own setting)
        return int(cursor.rowcount)


def _ask(question: Question, said: Said) -> None:
    """One conversation, in a thread of its own: looking up a name knows no deadline."""
    try:
        said.put((question.ask(), None))
    except Exception as error:
        said.put((None, error))
    finally:
        _CONVERSATIONS.release()


def _reply(question: Question, said: Said, until: float) -> Reply:
    try:
        answer, error = said.get(timeout=max(until - monotonic(), 0.01))
    except queue.Empty:
        answer, error = None, NoAnswer("timed out")
    if error is None:
        kept_s = KEPT_S if question.is_whole(answer) else PARTLY_KEPT_S
        caches["registries"].set(_key(question), (answer,), kept_s)
        return Reply(answer)
    pause = getattr(error, "retry_after_s", 0.0)
    caches["registries"].set(_silence(question), True, max(SILENT_S, int(pause)))
    reason = error.sentence if isinstance(error, NoAnswer) else type(error).__name__
    logger.warning("registry.silent registry=%s reason='%s'", question.registry, reason)
    return Reply(is_silent=True)


def _key(question: Question) -> str:
    return sha256("\0".join((_FORM, question.registry, question.url, question.about)).encode()).hexdigest()


def _silence(question: Question) -> str:
    return f"silent-{sha256(question.url.encode()).hexdigest()}"
